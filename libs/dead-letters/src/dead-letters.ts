import type { Query } from '#storage';
import type { DeadLetterFilter, OpenCount, StoredDeadLetter } from './dead-letter-row';
import { matching, type Matching } from './matching';
import type { DeadLetterStatus } from './states/states';

const OPEN_COUNTS = `
WITH counted AS (
  SELECT dlq_topic, count(*)::integer AS open, max(id) AS newest_id, min(id) AS oldest_id FROM dead_letters
  WHERE status = 'open' GROUP BY dlq_topic
)
SELECT c.dlq_topic, c.open, oldest.received_at AS oldest_received_at, d.id, d.received_at, d.error_code, d.error_message
FROM counted c JOIN dead_letters d ON d.id = c.newest_id JOIN dead_letters oldest ON oldest.id = c.oldest_id
ORDER BY c.open DESC, c.dlq_topic`;

const SELECT = `
SELECT letter.*, in_group.reason, in_group.addressee
FROM dead_letters letter LEFT JOIN dead_letter_groups in_group ON in_group.id = letter.group_id`;

const ID = /^\d{1,18}$/;

/** Topics with open records, most first. */
export async function openCounts(query: Query): Promise<OpenCount[]> {
  const rows = await query<OpenCount['newest'] & Omit<OpenCount, 'newest'>>(OPEN_COUNTS);
  return rows.map(({ dlq_topic, open, oldest_received_at, ...newest }) => ({
    dlq_topic,
    open,
    oldest_received_at,
    newest,
  }));
}

/** Newest stored first. Pages hold still while records arrive, because `before` is an id. */
export function listDeadLetters(query: Query, filter: DeadLetterFilter): Promise<StoredDeadLetter[]> {
  const { sql, values } = matching(filter);
  const { before = null, limit } = filter;
  const [at, rows] = [values.length + 1, values.length + 2];
  return query<StoredDeadLetter>(
    `${SELECT} WHERE (${sql}) AND ($${at}::bigint IS NULL OR letter.id < $${at}) ORDER BY letter.id DESC LIMIT $${rows}`,
    [...values, before, limit],
  );
}

/** Ids of those that match and have one of these statuses, newest first. */
export async function idsMatching(
  query: Query,
  filter: Matching,
  statuses: readonly DeadLetterStatus[],
  { before = null, limit }: { readonly before?: string | null | undefined; readonly limit: number },
): Promise<readonly string[]> {
  const { sql, values } = matching(filter);
  const at = values.length + 1;
  const rows = await query<{ id: string }>(
    `SELECT id FROM dead_letters letter WHERE (${sql}) AND status = ANY ($${at})
       AND ($${at + 1}::bigint IS NULL OR id < $${at + 1}) ORDER BY id DESC LIMIT $${at + 2}`,
    [...values, statuses, before, limit],
  );
  return rows.map(({ id }) => id);
}

/** `undefined` where there is no such id, whatever the text is. */
export async function findDeadLetter(query: Query, id: string): Promise<StoredDeadLetter | undefined> {
  if (!ID.test(id)) return undefined;
  const [row] = await query<StoredDeadLetter>(`${SELECT} WHERE letter.id = $1`, [id]);
  return row;
}
