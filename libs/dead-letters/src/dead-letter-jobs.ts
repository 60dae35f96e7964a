import { storableText, type Query } from '#storage';
import type { DeadLetterFilter, StoredDeadLetter } from './dead-letter-row';

/** Closed dead letters. */
export interface PurgeFilter {
  /** Closed before this instant. */
  readonly resolved_before: string;
  readonly topic?: string;
  readonly code?: string;
}

const PURGEABLE = `status = 'resolved' AND closed_at < $1::timestamptz
  AND ($2::text IS NULL OR dlq_topic = $2) AND ($3::text IS NULL OR error_code = $3)`;

export async function countPurgeable(query: Query, filter: PurgeFilter): Promise<number> {
  const [row] = await query<{ count: number }>(
    `SELECT count(*)::integer AS count FROM dead_letters WHERE ${PURGEABLE}`,
    purgeValues(filter),
  );
  return row?.count ?? 0;
}

/** Removes so many at most and answers how many; a row that was reopened meanwhile stays. */
export async function purgeDeadLetters(query: Query, filter: PurgeFilter, limit: number): Promise<number> {
  const rows = await query(
    `DELETE FROM dead_letters WHERE id = ANY (ARRAY(
       SELECT id FROM dead_letters WHERE ${PURGEABLE} ORDER BY id LIMIT $4 FOR UPDATE)) RETURNING 1`,
    [...purgeValues(filter), limit],
  );
  return rows.length;
}

function purgeValues({ resolved_before, topic, code }: PurgeFilter): unknown[] {
  return [resolved_before, asStored(topic), asStored(code)];
}

/** Dead letters by their ids, or the open ones that match. */
export type RepublishChoice =
  | { readonly ids: readonly string[] }
  | { readonly filter: Pick<DeadLetterFilter, 'topic' | 'code' | 'correlation_id'> };

/** In the order in which the failed records were on their topics, so that records of one key keep theirs. */
const ORDER = 'ORDER BY original_topic, original_partition, original_offset, id LIMIT';

const OPEN = `SELECT id FROM dead_letters WHERE status = 'open' AND ($1::text IS NULL OR dlq_topic = $1)
  AND ($2::text IS NULL OR error_code = $2) AND ($3::text IS NULL OR correlation_id = $3) ${ORDER} $4`;

/** Ids of those there are, in one statement: the choice is of one instant. */
export async function chooseForRepublish(
  query: Query,
  choice: RepublishChoice,
  limit: number,
): Promise<readonly string[]> {
  const rows =
    'ids' in choice
      ? query<{ id: string }>(`SELECT id FROM dead_letters WHERE id = ANY ($1::bigint[]) ${ORDER} $2`, [
          choice.ids,
          limit,
        ])
      : query<{ id: string }>(OPEN, [...filterValues(choice.filter), limit]);
  return (await rows).map(({ id }) => id);
}

function filterValues({ topic, code, correlation_id }: Extract<RepublishChoice, { filter: object }>['filter']) {
  return [topic, code, correlation_id].map(asStored);
}

/** The failed record of a dead letter. */
export type Original = Pick<
  StoredDeadLetter,
  'original_topic' | 'original_key' | 'original_value' | 'original_headers'
>;

/** In the order of `ids`; `null` for one that is gone. */
export async function readOriginals(query: Query, ids: readonly string[]): Promise<readonly (Original | null)[]> {
  const rows = await query<Original & { id: string }>(
    `SELECT id, original_topic, original_key, original_value, original_headers
     FROM dead_letters WHERE id = ANY ($1::bigint[])`,
    [ids],
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) ?? null);
}

function asStored(text: string | undefined): string | null {
  return text === undefined ? null : storableText(text);
}
