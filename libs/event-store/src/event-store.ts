import { setTimeout as pause } from 'node:timers/promises';
import { AlertTable } from './alert-table';
import { classifyDatabaseError } from './classify-database-error';
import { openDatabase, type Database } from './database';
import { DeadLetterTable } from './dead-letter-table';
import { Inbox } from './inbox';
import { LearnedNodeTable } from './learned-node-table';
import { migrate } from './migrate';
import { StampTable } from './stamp-table';

export interface EventStoreOptions {
  readonly url: string;
  readonly applicationName: string;
  readonly maxConnections?: number;
  readonly onError: (error: Error) => void;
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

  constructor({ url, applicationName, maxConnections = MAX_CONNECTIONS, onError }: EventStoreOptions) {
    this.#database = openDatabase({ url, applicationName, maxConnections, onError });
    this.stamps = new StampTable(this.#database);
    this.inbox = new Inbox(this.#database);
    this.deadLetters = new DeadLetterTable(this.#database);
    this.alerts = new AlertTable(this.#database);
    this.learnedNodes = new LearnedNodeTable(this.#database);
  }

  /**
   * Brings the schema up to date, waiting for a database that is not there yet; `onWait` hears why. Resolves without
   * having migrated when the signal fires. Rejects with `MigrationError` and whatever else waiting does not mend.
   */
  async prepare(signal: AbortSignal, onWait: (reason: Error) => void): Promise<void> {
    while (!signal.aborted) {
      try {
        await migrate(this.#database);
        return;
      } catch (error) {
        if (classifyDatabaseError(error) === 'permanent') throw error;
        onWait(error instanceof Error ? error : new Error(String(error)));
        await pause(RECONNECT_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  ping(): Promise<void> {
    return this.#database.ping();
  }

  /** As a health check: resolves to up, or rejects with the reason. */
  async health(): Promise<{ readonly status: 'up' }> {
    await this.ping();
    return { status: 'up' };
  }

  close(): Promise<void> {
    return this.#database.close();
  }
}
