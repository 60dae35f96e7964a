import { storableText, type Query } from '#storage';

/** Closed dead letters. */
export interface PurgeFilter {
  /** Closed before this instant. */
  readonly resolved_before: string;
  readonly topic?: string;
  readonly code?: string;
}

const PURGEABLE = `status IN ('resolved', 'failed_again') AND closed_at < $1::timestamptz
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

function asStored(text: string | undefined): string | null {
  return text === undefined ? null : storableText(text);
}
