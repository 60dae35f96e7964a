import { setTimeout as pause } from 'node:timers/promises';
import type { Database, Query } from './database';
import { tablesOf, type KeptByAge, type KeptByMonth, type StorageModule } from './module';
import { dropMonth, makeMonths } from './months';

const HOUR_MS = 3_600_000;
const BETWEEN_STEPS_MS = 100;
const SECONDS_A_DAY = 86_400;

/** Any fixed number will do; this one spells "trim". The table is the other half of the lock's key. */
const LOCK = Buffer.from('trim').readInt32BE();

export interface RetentionOptions {
  /** Days that rows are kept, for every table of the modules whose rows go at an age; `null`: for ever. */
  readonly days: Readonly<Record<string, number | null>>;
  /** Rows that go before their table's days are over; a step answers how many it removed, `null` when none are left. */
  readonly earlier?: readonly { readonly table: string; readonly step: (query: Query) => Promise<number | null> }[];
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

/**
 * Removes old rows now and every hour, and makes the partitions of the months to come. A failure is reported and tried
 * again an hour later; no other work waits for it.
 */
export class Retention {
  readonly #rules: ReadonlyMap<string, KeptByAge | KeptByMonth>;
  readonly #stopped = new AbortController();

  /** @throws {TypeError} where it is not said how long a table keeps its rows, or is said of another table. */
  constructor(
    private readonly database: Database,
    modules: readonly StorageModule[],
    private readonly options: RetentionOptions,
  ) {
    this.#rules = rulesOf(modules);
    const [missing] = [...this.#rules.keys()].filter((table) => options.days[table] === undefined);
    if (missing !== undefined) throw new TypeError(`it is not said how long rows of ${missing} are kept`);
    const [stray] = Object.keys(options.days).filter((table) => !this.#rules.has(table));
    if (stray !== undefined) throw new TypeError(`no module in use has a table ${stray} whose rows go at an age`);
  }

  /** Makes sure of the partitions that the first rows need. */
  async prepare(): Promise<void> {
    for (const [table, rule] of this.#rules) if (rule.by === 'month') await makeMonths(this.database, table, rule);
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
      for (const [table, rule] of this.#rules) await this.#look(table, rule);
      for (const { table, step } of this.options.earlier ?? []) {
        await this.#reported(table, () => this.#repeat(table, () => step(this.database.query)));
      }
      // Several workers that were started together go apart.
      await pause(HOUR_MS * (0.9 + 0.2 * Math.random()), undefined, { signal }).catch(() => undefined);
    }
  }

  async #look(table: string, rule: KeptByAge | KeptByMonth): Promise<void> {
    const days = this.options.days[table] ?? null;
    const { database } = this;
    await this.#reported(table, async () => {
      if (rule.by === 'month') await makeMonths(database, table, rule);
      if (days === null) return;
      await this.#repeat(table, () =>
        rule.by === 'month'
          ? dropMonth(database, table, days)
          : trim(database.query, table, rule, days * SECONDS_A_DAY).then((rows) => rows || null),
      );
    });
  }

  async #reported(table: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!this.#stopped.signal.aborted) this.options.onFailed(table, error);
    }
  }

  /** Until there is nothing left to remove. */
  async #repeat(table: string, step: () => Promise<number | null>): Promise<void> {
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      const removed = await step();
      if (removed === null) return;
      this.options.onRemoved(table, removed);
      await pause(BETWEEN_STEPS_MS, undefined, { signal });
    }
  }
}

function rulesOf(modules: readonly StorageModule[]): ReadonlyMap<string, KeptByAge | KeptByMonth> {
  return new Map(
    tablesOf(modules).flatMap(([name, { kept }]) =>
      'by' in kept && kept.by !== 'capacity' ? [[name, kept] as const] : [],
    ),
  );
}
