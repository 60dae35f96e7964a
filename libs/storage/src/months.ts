import type { Database, Query } from './database';
import type { KeptByMonth } from './module';

/** Partitions that are there beside the one of this month: time enough to notice that none could be made. */
const MONTHS_AHEAD = 3;

/** Any fixed number will do; this one spells "mnth". The table is the other half of the lock's key. */
const LOCK = Buffer.from('mnth').readInt32BE();

/** A waiting statement would hold up everybody's inserts behind it. */
const LOCK_TIMEOUT_MS = 3_000;

const PARTITIONS = `
SELECT child.oid::regclass::text AS name, substring(child.relname from '_(\\d{4}_\\d{2})$') AS month
FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid WHERE inhparent = $1::regclass`;

/** `2026_11` */
type Month = string;

/** Makes the partitions of this month and the next ones where they are missing. Several programs may do it at once. */
export async function makeMonths(database: Database, table: string, { onNew }: KeptByMonth): Promise<void> {
  await database.transaction(async (query) => {
    const known = new Set((await partitionsOf(query, table)).map(({ month }) => month));
    const wanted = await monthsFrom(query, 0, MONTHS_AHEAD + 2);
    if (wanted.slice(0, -1).every((month) => known.has(month))) return;
    await takeTurn(query, table);
    for (const [index, month] of wanted.slice(0, -1).entries()) {
      const name = `${table}_${month}`;
      const [here] = await query<{ missing: boolean }>('SELECT to_regclass($1) IS NULL AS missing', [name]);
      if (here?.missing !== true) continue;
      const [from, to] = [month, wanted[index + 1]!].map(firstInstant);
      await query(`CREATE TABLE ${name} PARTITION OF ${table} FOR VALUES FROM ('${from}') TO ('${to}')`);
      for (const statement of onNew(name)) await query(statement);
    }
  });
}

/** Drops one partition all of whose rows are older than `days`, the oldest; answers how many rows it had, `null` where there is none. */
export function dropMonth(database: Database, table: string, days: number): Promise<number | null> {
  return database.transaction(async (query) => {
    await takeTurn(query, table);
    const [last] = await monthsFrom(query, days, 1);
    const old = (await partitionsOf(query, table)).filter(({ month }) => month < last!);
    const [oldest] = old.sort((a, b) => (a.month < b.month ? -1 : 1));
    if (oldest === undefined) return null;
    const [counted] = await query<{ rows: string }>(`SELECT count(*) AS rows FROM ${oldest.name}`);
    await query(`DROP TABLE ${oldest.name}`);
    return Number(counted?.rows);
  });
}

async function takeTurn(query: Query, table: string): Promise<void> {
  await query(`SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}`);
  await query(`SELECT pg_advisory_xact_lock(${LOCK}, $1::regclass::oid::integer)`, [table]);
}

async function partitionsOf(query: Query, table: string): Promise<{ name: string; month: Month }[]> {
  const rows = await query<{ name: string; month: Month | null }>(PARTITIONS, [table]);
  return rows.flatMap(({ name, month }) => (month === null ? [] : [{ name, month }]));
}

/** The month that was `daysAgo`, by the database's clock, and those after it. */
function monthsFrom(query: Query, daysAgo: number, count: number): Promise<Month[]> {
  return query<{ month: Month }>(
    `SELECT to_char(date_trunc('month', (clock_timestamp() - make_interval(days => $1)) AT TIME ZONE 'UTC')
       + make_interval(months => ahead), 'YYYY_MM') AS month
     FROM generate_series(0, $2::integer - 1) AS ahead ORDER BY ahead`,
    [daysAgo, count],
  ).then((rows) => rows.map(({ month }) => month));
}

function firstInstant(month: Month): string {
  return `${month.replace('_', '-')}-01T00:00:00Z`;
}
