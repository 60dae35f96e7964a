import type { ChainSource } from '#event-log';
import { ConfigError } from '#config';
import { classifyDatabaseError, copyOut, openDatabase } from '#storage';
import { databaseUrl } from './config';
import { Failure, usage } from './failure';
import { oneLine } from './printable';
import { unlessEnded, type Session } from './session';

/** An envelope's id is looked for in all entries. */
const STATEMENT_TIMEOUT_MS = 600_000;

interface Needs {
  /** Tables of it must be there, and what makes them. */
  readonly tables: string;
  /** Statements at once. */
  readonly connections: number;
}

/** `work` on the database that DATABASE_URL names; what is in its way is said in one sentence. */
export async function onDatabase<Result>(
  session: Session,
  { tables, connections }: Needs,
  work: (source: ChainSource) => Promise<Result>,
): Promise<Result> {
  const options = { url: urlOf(), applicationName: 'omninode-cli' };
  const limits = { maxConnections: connections, statementTimeoutMs: STATEMENT_TIMEOUT_MS };
  const database = openDatabase({ ...options, ...limits, onError: () => undefined });
  const copy: ChainSource['copy'] = (select) => copyOut(options, select);
  try {
    return await unlessEnded(session.signal, work({ query: database.query, copy }));
  } catch (error) {
    throw asDatabaseFailure(error, tables);
  } finally {
    await database.close();
  }
}

function urlOf(): string {
  try {
    return databaseUrl();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw usage(
      error.problems.map(({ variable, expected, got }) => `${variable}: expected ${expected}, got ${got}`).join(),
    );
  }
}

const UNDEFINED_TABLE = '42P01';

function asDatabaseFailure(error: unknown, tables: string): unknown {
  if (!(error instanceof Error) || error instanceof Failure) return error;
  if ('code' in error && error.code === UNDEFINED_TABLE) return new Failure('no', `the database has no ${tables}`);
  if (classifyDatabaseError(error) === 'permanent') return error;
  return new Failure('unreachable', `the database cannot be used: ${oneLine(error.message)}`);
}
