import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { rootOf } from '#event-bus';

const ANSWER_DEADLINE_MS = 4_000;
/** A database that says that it is only starting, or full, is asked again for so long. */
const DATABASE_PATIENCE_MS = 30_000;

/** cannot_connect_now and too_many_connections. */
const MOMENTARY = new Set(['57P03', '53300']);

/** Why the given database cannot be used, as one sentence that never has its password; undefined where it lets us in. */
export async function databaseFault(url: string, signal: AbortSignal): Promise<string | undefined> {
  const end = Date.now() + DATABASE_PATIENCE_MS;
  for (;;) {
    const error = await logIn(url);
    if (error === undefined) return undefined;
    const { text, code } = rootOf(error);
    if (!MOMENTARY.has(code) || Date.now() > end || signal.aborted) {
      const refused = code.startsWith('28') ? 'the server refused the log-in' : 'the database cannot be used';
      return `DATABASE_URL: ${refused}: ${text}`;
    }
    await pause(500, undefined, { signal }).catch(() => undefined);
  }
}

async function logIn(url: string): Promise<unknown> {
  try {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: ANSWER_DEADLINE_MS });
    client.on('error', () => undefined);
    await client.connect();
    await client.end();
    return undefined;
  } catch (error) {
    return error ?? new Error('no reason given');
  }
}
