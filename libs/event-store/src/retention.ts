import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from './database';
import type { AgingTable } from './tables';

/** Which rows are old, in seconds of age, `$1`; and how many go at once, so that no statement holds its locks for long. */
const RULES: Readonly<Record<AgingTable, { readonly key: string; readonly old: string; readonly step: number }>> = {
  inbox: {
    key: 'ctid',
    old: 'finished_at < clock_timestamp() - make_interval(secs => $1)',
    step: 10_000,
  },
  // Records are large. The condition is asked again of a row that was reopened meanwhile.
  dead_letters: {
    key: 'id',
    old: `status = 'resolved' AND closed_at < clock_timestamp() - make_interval(secs => $1)`,
    step: 500,
  },
};

const HOUR_MS = 3_600_000;
const BETWEEN_STEPS_MS = 100;
const SECONDS_A_DAY = 86_400;

/** Any fixed number will do; this one spells "trim". The table is the other half of the lock's key. */
const LOCK = Buffer.from('trim').readInt32BE();

export interface RetentionOptions {
  /** Days that rows are kept, by table. */
  readonly days: Readonly<Partial<Record<AgingTable, number>>>;
  readonly onRemoved: (table: AgingTable, rows: number) => void;
  readonly onFailed: (table: AgingTable, error: unknown) => void;
}

/** Removes one step of rows that are older than `seconds`; answers how many, none where another worker is at it. */
export async function trim(database: Database, table: AgingTable, seconds: number): Promise<number> {
  const { key, old, step } = RULES[table];
  const rows = await database.query(
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
  readonly #stopped = new AbortController();

  constructor(
    private readonly database: Database,
    private readonly options: RetentionOptions,
  ) {}

  start(): void {
    void this.#run();
  }

  stop(): void {
    this.#stopped.abort();
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      for (const table of Object.keys(this.options.days) as AgingTable[]) await this.#trimAll(table);
      // Several workers that were started together go apart.
      await pause(HOUR_MS * (0.9 + 0.2 * Math.random()), undefined, { signal }).catch(() => undefined);
    }
  }

  async #trimAll(table: AgingTable): Promise<void> {
    const { days, onRemoved, onFailed } = this.options;
    const { signal } = this.#stopped;
    try {
      while (!signal.aborted) {
        const removed = await trim(this.database, table, (days[table] ?? Infinity) * SECONDS_A_DAY);
        if (removed === 0) return;
        onRemoved(table, removed);
        await pause(BETWEEN_STEPS_MS, undefined, { signal });
      }
    } catch (error) {
      if (!signal.aborted) onFailed(table, error);
    }
  }
}
