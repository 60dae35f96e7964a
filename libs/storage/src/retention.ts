import { setTimeout as pause } from 'node:timers/promises';
import type { Query } from './database';
import { tablesOf, type KeptByAge, type StorageModule } from './module';

const HOUR_MS = 3_600_000;
const BETWEEN_STEPS_MS = 100;
const SECONDS_A_DAY = 86_400;

/** Any fixed number will do; this one spells "trim". The table is the other half of the lock's key. */
const LOCK = Buffer.from('trim').readInt32BE();

export interface RetentionOptions {
  /** Days that rows are kept, for every table of the modules whose rows go at an age; `null`: for ever. */
  readonly days: Readonly<Record<string, number | null>>;
  readonly onRemoved: (table: string, rows: number) => void;
  readonly onFailed: (table: string, error: unknown) => void;
}

/** Removes one step of rows that are older than `seconds`; answers how many, none where another worker is at it. */
export async function trim(query: Query, table: string, rule: KeptByAge, seconds: number): Promise<number> {
  const { key, old, step } = rule;
  const rows = await query(
    `WITH turn AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(${LOCK}, $2::regclass::oid::integer) AS ours)
     DELETE FROM ${table} WHERE ${old}
       AND ${key} = ANY (ARRAY(SELECT ${key} FROM ${table}, turn WHERE ours AND ${old} LIMIT ${step}))
     RETURNING 1`,
    [seconds, table],
  );
  return rows.length;
}

/** Removes old rows now and every hour. What fails is told and tried again an hour later: nobody's work waits for it. */
export class Retention {
  readonly #rules: ReadonlyMap<string, KeptByAge>;
  readonly #stopped = new AbortController();

  /** @throws {TypeError} where it is not said how long a table keeps its rows, or is said of another table. */
  constructor(
    private readonly query: Query,
    modules: readonly StorageModule[],
    private readonly options: RetentionOptions,
  ) {
    this.#rules = rulesOf(modules);
    const [missing] = [...this.#rules.keys()].filter((table) => options.days[table] === undefined);
    if (missing !== undefined) throw new TypeError(`it is not said how long rows of ${missing} are kept`);
    const [stray] = Object.keys(options.days).filter((table) => !this.#rules.has(table));
    if (stray !== undefined) throw new TypeError(`no module in use has a table ${stray} whose rows go at an age`);
  }

  start(): void {
    void this.#run();
  }

  stop(): void {
    this.#stopped.abort();
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      for (const [table, rule] of this.#rules) await this.#trimAll(table, rule);
      // Several workers that were started together go apart.
      await pause(HOUR_MS * (0.9 + 0.2 * Math.random()), undefined, { signal }).catch(() => undefined);
    }
  }

  async #trimAll(table: string, rule: KeptByAge): Promise<void> {
    const { onRemoved, onFailed } = this.options;
    const days = this.options.days[table] ?? null;
    const { signal } = this.#stopped;
    if (days === null) return;
    try {
      while (!signal.aborted) {
        const removed = await trim(this.query, table, rule, days * SECONDS_A_DAY);
        if (removed === 0) return;
        onRemoved(table, removed);
        await pause(BETWEEN_STEPS_MS, undefined, { signal });
      }
    } catch (error) {
      if (!signal.aborted) onFailed(table, error);
    }
  }
}

function rulesOf(modules: readonly StorageModule[]): ReadonlyMap<string, KeptByAge> {
  return new Map(
    tablesOf(modules).flatMap(([name, { kept }]) => ('by' in kept && kept.by === 'age' ? [[name, kept] as const] : [])),
  );
}
