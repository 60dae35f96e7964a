import { setTimeout as pause } from 'node:timers/promises';
import { AlertTable } from './alert-table';
import { classifyDatabaseError } from './classify-database-error';
import { openDatabase, type Database, type DatabaseOptions } from './database';
import { DeadLetterTable } from './dead-letter-table';
import { DatabaseHealth } from './health';
import { Inbox } from './inbox';
import { LearnedNodeTable } from './learned-node-table';
import { migrate } from './migrate';
import { Retention, type RetentionOptions } from './retention';
import { StampTable } from './stamp-table';
import { tablesOf, type TableOwner } from './tables';

export interface EventStoreOptions extends Omit<DatabaseOptions, 'maxConnections'> {
  /** Whose tables its health is about. */
  readonly owner: TableOwner;
  readonly maxConnections?: number;
  readonly retention?: RetentionOptions;
}

const MAX_CONNECTIONS = 8;
const RECONNECT_MS = 1_000;

/** One worker's PostgreSQL: the connections and the tables on them. */
export class EventStore {
  readonly stamps: StampTable;
  readonly inbox: Inbox;
  readonly deadLetters: DeadLetterTable;
  readonly alerts: AlertTable;
  readonly learnedNodes: LearnedNodeTable;
  readonly #database: Database;
  readonly #health: DatabaseHealth;
  readonly #retention: Retention | undefined;

  constructor({ owner, retention, maxConnections = MAX_CONNECTIONS, ...options }: EventStoreOptions) {
    this.#database = openDatabase({ ...options, maxConnections });
    this.#health = new DatabaseHealth(options, tablesOf(owner));
    this.#retention = retention && new Retention(this.#database, retention);
    this.stamps = new StampTable(this.#database);
    this.inbox = new Inbox(this.#database);
    this.deadLetters = new DeadLetterTable(this.#database);
    this.alerts = new AlertTable(this.#database);
    this.learnedNodes = new LearnedNodeTable(this.#database);
  }

  /**
   * Brings the schema up to date, waiting for a database that is not there yet, `onWait` hears why, and begins to
   * remove what is old. Resolves at once, without having migrated, when the signal fires. Rejects with `MigrationError`
   * and whatever else waiting does not help against.
   */
  async prepare(signal: AbortSignal, onWait: (reason: Error) => void): Promise<void> {
    while (!signal.aborted) {
      try {
        await orAborted(migrate(this.#database), signal);
        if (!signal.aborted) this.#retention?.start();
        return;
      } catch (error) {
        if (classifyDatabaseError(error) === 'permanent') throw error;
        onWait(error instanceof Error ? error : new Error(String(error)));
        await pause(RECONNECT_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  /** Resolves when the database can do this worker's work; rejects within 1.8 s with what is in the way. */
  ping(): Promise<void> {
    return this.#health.check();
  }

  /** As a health check: resolves to up, or rejects with the reason. */
  async health(): Promise<{ readonly status: 'up' }> {
    await this.ping();
    return { status: 'up' };
  }

  /** Ends within about a second, whatever the server does. May be called more than once. */
  async close(): Promise<void> {
    this.#retention?.stop();
    await Promise.all([this.#database.close(), this.#health.close()]);
  }
}

/** Resolves when the signal fires, too; the work is left to itself then, and to `close`. */
async function orAborted(work: Promise<unknown>, signal: AbortSignal): Promise<void> {
  let abort = (): void => undefined;
  const aborted = new Promise<void>((resolve) => {
    abort = resolve;
  });
  signal.addEventListener('abort', abort);
  try {
    await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
