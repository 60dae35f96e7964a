import type { Query } from '#storage';

/** Redriven records of one partition that no reader was seen to be past, by who read the ones that failed. */
export interface Unseen {
  readonly topic: string;
  readonly partition: number;
  /** `null` where its writer did not say. */
  readonly consumer_group: string | null;
}

/** The pairs of partition and reader that are waited for, `limit` at most. */
export function unseen(query: Query, limit: number): Promise<Unseen[]> {
  return query<Unseen>(
    `SELECT redrive_topic AS topic, redrive_partition AS partition, consumer_group FROM dead_letters
     WHERE status IN ('redriving', 'edited') AND redrive_offset IS NOT NULL AND redrive_seen_at IS NULL
     GROUP BY 1, 2, 3 ORDER BY 1, 2, 3 LIMIT $1`,
    [limit],
  );
}

/** Notes that readers are past all records before this offset; answers how many that were, `limit` at most. */
export async function noteSeen(
  query: Query,
  { topic, partition, consumer_group }: Unseen,
  before: string,
  limit: number,
): Promise<number> {
  const rows = await query(
    `UPDATE dead_letters SET redrive_seen_at = clock_timestamp() WHERE id = ANY (ARRAY(
       SELECT id FROM dead_letters
       WHERE status IN ('redriving', 'edited') AND redrive_offset IS NOT NULL AND redrive_seen_at IS NULL
         AND redrive_topic = $1 AND redrive_partition = $2 AND consumer_group IS NOT DISTINCT FROM $3 AND redrive_offset < $4
       ORDER BY redrive_offset LIMIT $5)) RETURNING 1`,
    [topic, partition, consumer_group, before, limit],
  );
  return rows.length;
}

/** Whose readers have been past them for so long, without their coming back. */
export async function seenFor(query: Query, graceSeconds: number, limit: number): Promise<readonly string[]> {
  const rows = await query<{ id: string }>(
    `SELECT id FROM dead_letters WHERE status IN ('redriving', 'edited') AND redrive_seen_at IS NOT NULL
       AND redrive_seen_at <= clock_timestamp() - make_interval(secs => $1) ORDER BY redrive_seen_at, id LIMIT $2`,
    [graceSeconds, limit],
  );
  return rows.map(({ id }) => id);
}
