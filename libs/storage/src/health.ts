import { checkTables } from './check-tables';
import { openDatabase, type DatabaseOptions } from './database';
import { tablesOf, type StorageModule } from './module';

/** Health probes wait for 2 s. */
const DEADLINE_MS = 1_800;
const STEP_MS = 1_000;

/** Words of the driver, and what they mean to an operator. */
const SILENCE =
  /^(Query read timeout|timeout exceeded when trying to connect|Connection terminated due to connection timeout)/;

/**
 * Whether the database can do the work. It has a connection of its own: in an outage those of the work are taken by
 * statements that wait.
 */
export class DatabaseHealth {
  readonly #database;
  readonly #tables: ReturnType<typeof tablesOf>;
  #running: Promise<void> | null = null;

  constructor(options: Omit<DatabaseOptions, 'maxConnections'>, modules: readonly StorageModule[]) {
    this.#database = openDatabase({
      ...options,
      maxConnections: 1,
      connectTimeoutMs: STEP_MS,
      statementTimeoutMs: STEP_MS,
    });
    this.#tables = tablesOf(modules);
  }

  /** Resolves when it can; rejects within 1.8 s with what is in the way. Checks that come together are one. */
  check(): Promise<void> {
    this.#running ??= this.#check().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  close(): Promise<void> {
    return this.#database.close();
  }

  async #check(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(SILENT)), DEADLINE_MS);
    });
    try {
      await Promise.race([checkTables(this.#database.query, this.#tables), late]);
    } catch (error) {
      if (error instanceof Error && SILENCE.test(error.message)) throw new Error(SILENT, { cause: error });
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }
}

const SILENT = 'the database does not answer';
