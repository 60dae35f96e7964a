import type { Query } from '#storage';
import { COLUMNS, type GroupedRow } from './columns';
import type { DeadLetterRow } from './dead-letter-row';
import { groupOf } from './groups/group-of';
import { storeGroups } from './groups/groups';

/** What a statement may hold: as much as one record may have, or as many rows as make it cheap. */
const MAX_BYTES = 16 * 1_024 * 1_024;
const MAX_ROWS = 1_000;

const NAMES = COLUMNS.map(({ name }) => name).join(', ');

/** In the order in which they are sent, so that two monitors cannot deadlock. A new row has never been updated: its xmax is 0. */
const INSERT = `
INSERT INTO dead_letters (${NAMES})
SELECT ${COLUMNS.map(({ stored }) => stored).join(', ')}
FROM unnest(${COLUMNS.map(({ type }, index) => `$${index + 1}::${type}[]`).join(', ')})
  WITH ORDINALITY AS given (${NAMES}, number)
ORDER BY number
ON CONFLICT (dlq_topic, dlq_partition, dlq_offset) DO UPDATE SET last_seen_at = clock_timestamp()
RETURNING xmax = 0 AS added`;

/**
 * Stores what is new, notes the time on what was there, and answers how many were new. Safe to repeat; when it rejects
 * outside of a transaction, any part may have been stored.
 */
export async function storeDeadLetters(query: Query, records: readonly DeadLetterRow[]): Promise<number> {
  const rows = sortedByPlace(records).map((row) => ({ row, group: groupOf(row) }));
  await storeGroups(
    query,
    rows.map(({ group }) => group),
  );
  let added = 0;
  for (const some of inStatements(rows)) {
    const stored = await query<{ added: boolean }>(
      INSERT,
      COLUMNS.map(({ bind }) => bind(some)),
    );
    added += stored.filter((row) => row.added).length;
  }
  return added;
}

/** One order everywhere, so that two monitors cannot deadlock; and one of each, as an upsert touches a row once. */
function sortedByPlace(records: readonly DeadLetterRow[]): DeadLetterRow[] {
  const byPlace = new Map(records.map((row) => [`${row.dlq_topic} ${row.dlq_partition} ${row.dlq_offset}`, row]));
  return [...byPlace.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

function* inStatements(rows: readonly GroupedRow[]): Generator<readonly GroupedRow[]> {
  let some: GroupedRow[] = [];
  let bytes = 0;
  for (const row of rows) {
    const size = sizeOf(row.row);
    if (some.length === MAX_ROWS || (some.length > 0 && bytes + size > MAX_BYTES)) {
      yield some;
      [some, bytes] = [[], 0];
    }
    some.push(row);
    bytes += size;
  }
  if (some.length > 0) yield some;
}

/** All that can be large. */
function sizeOf({
  raw,
  original_key,
  original_value,
  original_raw_headers,
  sealed,
  error_stack,
}: DeadLetterRow): number {
  const [key, value, headers, seal] = [original_key, original_value, original_raw_headers, sealed ?? null];
  return [raw, key, value, headers, headers, seal, error_stack].reduce((sum, part) => sum + (part?.length ?? 0), 0);
}
