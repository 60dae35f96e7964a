import { Blake3Hasher } from '@napi-rs/blake-hash';
import type { Query } from '#storage';
import type { ProjectedRows, Projection } from './projection';

const PAGE_ROWS = 5_000;

/**
 * BLAKE3 over the rows of a generation, table by table, each in the order of its key: hexadecimal. Of a row as PostgreSQL
 * sends rows in binary (record_send) the database answers the SHA-256, which is a quarter of the time that the bytes take.
 * The caller sees to it that nobody changes them meanwhile.
 */
export async function hashRows(query: Query, { rows }: Projection, generation: number): Promise<string> {
  const hasher = new Blake3Hasher();
  for (const table of rows) {
    hasher.update(`${table.table}\n`);
    for await (const bytes of pagesOf(query, table, generation)) hasher.update(bytes);
  }
  return hasher.digest('hex');
}

async function* pagesOf(query: Query, rows: ProjectedRows, generation: number): AsyncGenerator<Buffer> {
  for (let after: string | null = null; ;) {
    const [page]: { bytes: Buffer | null; last: string | null }[] = await query(pageText(rows), [generation, after]);
    if (page?.bytes == null) return;
    yield page.bytes;
    after = page.last;
  }
}

function pageText({ table, key: { name, type }, columns }: ProjectedRows): string {
  return `
WITH page AS (
  SELECT * FROM ${table} WHERE generation = $1 AND ($2::text IS NULL OR ${name} > $2::${type}) ORDER BY ${name}
  LIMIT ${PAGE_ROWS})
SELECT string_agg(sha256(record_send(ROW(${columns}))), '' ORDER BY ${name}) AS bytes,
  (array_agg(${name} ORDER BY ${name} DESC))[1]::text AS last
FROM page`;
}

/** The first key whose rows two generations do not share; `null` where they have the same. */
export async function findDifference(
  query: Query,
  { rows }: Projection,
  one: number,
  other: number,
): Promise<string | null> {
  for (const { table, key, columns } of rows) {
    const only = (generation: string, without: string) =>
      `(SELECT ${columns} FROM ${table} WHERE generation = ${generation}
        EXCEPT SELECT ${columns} FROM ${table} WHERE generation = ${without})`;
    const [found] = await query<{ key: string }>(
      `SELECT ${key.name}::text AS key FROM (${only('$1', '$2')} UNION ALL ${only('$2', '$1')}) AS different
       ORDER BY different.${key.name} LIMIT 1`,
      [one, other],
    );
    if (found !== undefined) return `${table} ${found.key}`;
  }
  return null;
}
