import { setTimeout as pause } from 'node:timers/promises';
import { registerAll, type Registration, type RegistryLog, type SubjectSchema } from './register-all';
import type { SchemaRegistryClient } from './registry-client';
import { RegistryError } from './registry-error';

export interface BackgroundRegistration {
  /** The result for each schema; `undefined` where it was stopped first or cannot go on. Never rejects. */
  readonly done: Promise<readonly Registration[] | undefined>;
  /** No further attempt is begun. */
  stop(): void;
}

export interface Backoff {
  readonly firstDelayMs: number;
  readonly longestDelayMs: number;
}

const DEFAULT_BACKOFF: Backoff = { firstDelayMs: 1_000, longestDelayMs: 60_000 };

/**
 * `registerAll` beside a worker that must not wait for it or fail by it: while the registry is away it is tried again,
 * after 1 s, 2 s, 4 s … 60 s, each less up to half by chance. The waiting keeps no process alive.
 */
export function registerInBackground(
  client: SchemaRegistryClient,
  schemas: readonly SubjectSchema[],
  log: RegistryLog,
  { firstDelayMs, longestDelayMs }: Backoff = DEFAULT_BACKOFF,
): BackgroundRegistration {
  const stopped = new AbortController();
  const untilRegistered = async (): Promise<readonly Registration[] | undefined> => {
    for (let delayMs = firstDelayMs; !stopped.signal.aborted; delayMs = Math.min(delayMs * 2, longestDelayMs)) {
      try {
        return await registerAll(client, schemas, log);
      } catch (error) {
        // Anything else is our own mistake: repeating does not help, and no worker should stop because of it.
        const hopeful = error instanceof RegistryError;
        const retryInMs = hopeful ? Math.round(delayMs * (1 - Math.random() / 2)) : undefined;
        log.warn({ error, retry_in_ms: retryInMs }, 'schemas are not registered');
        if (!hopeful) return undefined;
        await pause(retryInMs, undefined, { ref: false, signal: stopped.signal }).catch(() => undefined);
      }
    }
    return undefined;
  };
  return { done: untilRegistered(), stop: () => stopped.abort() };
}
