import { storableText, type Query } from '#storage';
import type { DeadLetterFilter, DeadLetterRow, Decision, OpenCount, StoredDeadLetter } from './dead-letter-row';
import { storableRow } from './storable-row';

const COLUMNS = [
  'dlq_topic',
  'dlq_partition',
  'dlq_offset',
  'received_at',
  'shape',
  'raw',
  'original_topic',
  'original_partition',
  'original_offset',
  'original_key',
  'original_value',
  'original_headers',
  'error_code',
  'error_type',
  'error_message',
  'error_category',
  'correlation_id',
  'event_type',
  'retry_count',
  'consumer_group',
  'failed_at',
] as const satisfies readonly (keyof DeadLetterRow)[];

/** Bounds a statement at some 50 MB when every record is as large as a record can be. */
const ROWS_PER_STATEMENT = 25;

const OPEN_COUNTS = `
WITH counted AS (
  SELECT dlq_topic, count(*)::integer AS open, max(id) AS newest_id FROM dead_letters
  WHERE status = 'open' GROUP BY dlq_topic
)
SELECT c.dlq_topic, c.open, d.id, d.received_at, d.error_code, d.error_message
FROM counted c JOIN dead_letters d ON d.id = c.newest_id
ORDER BY c.open DESC, c.dlq_topic`;

const LIST = `
SELECT * FROM dead_letters
WHERE ($1::text IS NULL OR dlq_topic = $1) AND ($2::text IS NULL OR error_code = $2)
  AND ($3::text IS NULL OR status = $3) AND ($4::bigint IS NULL OR id < $4)
  AND ($5::text IS NULL OR correlation_id = $5)
ORDER BY id DESC LIMIT $6`;

/** Locks in one order, so that two decisions about the same records wait for each other instead of deadlocking. */
const decide = (before: 'open' | 'resolved', changes: string) => `
WITH chosen AS (
  SELECT id FROM dead_letters WHERE id = ANY ($1::bigint[]) AND status = '${before}' ORDER BY id FOR UPDATE
)
UPDATE dead_letters AS letter SET ${changes} FROM chosen WHERE letter.id = chosen.id RETURNING letter.id`;

const RESOLVE = decide('open', `status = 'resolved', closed_at = clock_timestamp(), closed_by = $2, close_reason = $3`);

const REOPEN = decide(
  'resolved',
  `status = 'open', closed_at = NULL, closed_by = NULL, close_reason = NULL,
   reopened_at = clock_timestamp(), reopened_by = $2, reopen_reason = $3`,
);

const ID = /^\d{1,18}$/;

/**
 * Stores what is new, notes the time on what was there, and answers how many were new. Safe to repeat; when it rejects
 * outside of a transaction, any part may have been stored.
 */
export async function storeDeadLetters(query: Query, records: readonly DeadLetterRow[]): Promise<number> {
  const rows = sortedByPlace(records);
  let added = 0;
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    added += await insert(query, rows.slice(start, start + ROWS_PER_STATEMENT));
  }
  return added;
}

/** Topics with open records, most first. */
export async function openCounts(query: Query): Promise<OpenCount[]> {
  const rows = await query<OpenCount['newest'] & { dlq_topic: string; open: number }>(OPEN_COUNTS);
  return rows.map(({ dlq_topic, open, ...newest }) => ({ dlq_topic, open, newest }));
}

/** Newest stored first. Pages hold still while records arrive, because `before` is an id. */
export function listDeadLetters(query: Query, filter: DeadLetterFilter): Promise<StoredDeadLetter[]> {
  const { topic, code, correlation_id, status = null, before = null, limit } = filter;
  return query<StoredDeadLetter>(LIST, [
    asStored(topic),
    asStored(code),
    status,
    before,
    asStored(correlation_id),
    limit,
  ]);
}

/** `undefined` where there is no such id, whatever the text is. */
export async function findDeadLetter(query: Query, id: string): Promise<StoredDeadLetter | undefined> {
  if (!ID.test(id)) return undefined;
  const [row] = await query<StoredDeadLetter>('SELECT * FROM dead_letters WHERE id = $1', [id]);
  return row;
}

/** Marks open records as dealt with; answers the ids of those that were open until now. */
export function resolveDeadLetters(query: Query, ids: readonly string[], by: Decision): Promise<readonly string[]> {
  return changeStatus(query, RESOLVE, ids, by);
}

/** Opens resolved records again; answers the ids of those that were resolved until now. */
export function reopenDeadLetters(query: Query, ids: readonly string[], by: Decision): Promise<readonly string[]> {
  return changeStatus(query, REOPEN, ids, by);
}

async function changeStatus(
  query: Query,
  statement: string,
  ids: readonly string[],
  by: Decision,
): Promise<readonly string[]> {
  const rows = await query<{ id: string }>(statement, [
    ids.filter((id) => ID.test(id)),
    storableText(by.actor),
    storableText(by.reason),
  ]);
  return rows.map(({ id }) => id);
}

async function insert(query: Query, rows: readonly DeadLetterRow[]): Promise<number> {
  // A row that was just inserted has never been updated, so its xmax is 0.
  const stored = await query<{ added: boolean }>(
    `INSERT INTO dead_letters (${COLUMNS.join(', ')}) VALUES ${placeholders(rows.length)}
     ON CONFLICT (dlq_topic, dlq_partition, dlq_offset) DO UPDATE SET last_seen_at = clock_timestamp()
     RETURNING xmax = 0 AS added`,
    rows.map(storableRow).flatMap((row) => COLUMNS.map((column) => bound(row[column]))),
  );
  return stored.filter((row) => row.added).length;
}

/** As the text of the rows was stored, so that a search for what was sent finds it. */
function asStored(text: string | undefined): string | null {
  return text === undefined ? null : storableText(text);
}

/** One order everywhere, so that two monitors cannot deadlock; and one of each, as an upsert touches a row once. */
function sortedByPlace(records: readonly DeadLetterRow[]): DeadLetterRow[] {
  const byPlace = new Map(records.map((row) => [`${row.dlq_topic} ${row.dlq_partition} ${row.dlq_offset}`, row]));
  return [...byPlace.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

function placeholders(rows: number): string {
  const width = COLUMNS.length;
  const row = (index: number) => `(${COLUMNS.map((_, column) => `$${index * width + column + 1}`).join(', ')})`;
  return Array.from({ length: rows }, (_, index) => row(index)).join(', ');
}

/** The driver would write an object as text of its own kind; jsonb wants JSON. */
function bound(value: DeadLetterRow[keyof DeadLetterRow]): unknown {
  const isObject = typeof value === 'object' && value !== null && !(value instanceof Date) && !Buffer.isBuffer(value);
  return isObject ? JSON.stringify(value) : value;
}
