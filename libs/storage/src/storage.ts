import { setTimeout as pause } from 'node:timers/promises';
import { classifyDatabaseError } from './classify-database-error';
import { openDatabase, type Database, type DatabaseOptions, type Query } from './database';
import { DatabaseHealth } from './health';
import { migrate } from './migrate';
import type { StorageModule } from './module';
import { Retention, type RetentionOptions } from './retention';

export interface StorageOptions extends Omit<DatabaseOptions, 'maxConnections'> {
  /** What the app keeps: their schema is brought up to date, and its health is about their tables. */
  readonly modules: readonly StorageModule[];
  readonly maxConnections?: number;
  /** How long rows are kept, and what is called when they are removed. */
  readonly retention: RetentionOptions;
}

const MAX_CONNECTIONS = 8;
const RECONNECT_MS = 1_000;

/**
 * One app's PostgreSQL: connections, and the life of the modules' tables. What is in the tables is the modules' own.
 */
export class Storage implements Database {
  readonly query: Query;
  readonly #modules: readonly StorageModule[];
  readonly #database: Database;
  readonly #health: DatabaseHealth;
  readonly #retention: Retention;

  constructor({ modules, retention, maxConnections = MAX_CONNECTIONS, ...options }: StorageOptions) {
    this.#modules = modules;
    this.#database = openDatabase({ ...options, maxConnections });
    this.#health = new DatabaseHealth(options, modules);
    this.query = this.#database.query;
    this.#retention = new Retention(this.#database, modules, retention);
  }

  transaction<Result>(work: (query: Query) => Promise<Result>, statementTimeoutMs?: number): Promise<Result> {
    return this.#database.transaction(work, statementTimeoutMs);
  }

  /** As `transaction`, but whatever `work` has changed is undone when it ends. It costs the connection. */
  async undone<Result>(work: (query: Query) => Promise<Result>): Promise<Result> {
    const undo = new Error('undone');
    const results: Result[] = [];
    await this.transaction(async (query) => {
      results.push(await work(query));
      throw undo;
    }).catch((error: unknown) => {
      if (error !== undo) throw error;
    });
    return results[0]!;
  }

  /**
   * Brings the schema up to date, waiting for a database that is not there yet, `onWait` hears why, and begins to
   * remove what is old. Resolves at once, without having migrated, when the signal fires. Rejects with `MigrationError`
   * and whatever else waiting does not help against.
   */
  async prepare(signal: AbortSignal, onWait: (reason: Error) => void): Promise<void> {
    while (!signal.aborted) {
      try {
        const prepared = migrate(this, this.#modules).then(() => this.#retention.prepare());
        await orAborted(prepared, signal);
        if (!signal.aborted) this.#retention.start();
        return;
      } catch (error) {
        if (classifyDatabaseError(error) === 'permanent') throw error;
        onWait(error instanceof Error ? error : new Error(String(error)));
        await pause(RECONNECT_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  /** Resolves when the database can do this app's work; rejects within 1.8 s with what is in the way. */
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
    this.#retention.stop();
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
