import type { Query, SentPlace } from '#storage';
import type { AlsoSet } from '../states/change-status';

/** What a row says from when its record is about to be sent by a job; `topics` by id. */
export function takenBy(job: string, topics: ReadonlyMap<string, string>): AlsoSet {
  return {
    sql: `redrive_id = $6::uuid, redrive_topic = ($7::jsonb) ->> letter.id::text, redrive_partition = NULL,
      redrive_offset = NULL, redriven_at = NULL, redrive_seen_at = NULL`,
    values: [job, JSON.stringify(Object.fromEntries(topics))],
  };
}

/** Those of `ids` that this job has taken, and whose records it may have sent. */
export async function takenIds(query: Query, job: string, ids: readonly string[]): Promise<readonly string[]> {
  const rows = await query<{ id: string }>(
    `SELECT id FROM dead_letters
     WHERE id = ANY ($1::bigint[]) AND redrive_id = $2::uuid AND status IN ('redriving', 'edited') AND redriven_at IS NULL`,
    [ids, job],
  );
  return rows.map(({ id }) => id);
}

/** Notes where the records of a job are: positions are those of its frozen set, from 1. */
export async function noteSentTo(query: Query, job: string, places: readonly SentPlace[]): Promise<void> {
  await query(
    `UPDATE dead_letters letter SET redrive_partition = at_place.partition, redrive_offset = at_place.at,
       redriven_at = clock_timestamp()
     FROM unnest($2::integer[], $3::integer[], $4::bigint[]) AS at_place (place, partition, at)
       JOIN job_records frozen ON frozen.job_id = $1::uuid AND frozen.place = at_place.place - 1
     WHERE letter.id = frozen.ref::bigint AND letter.redrive_id = $1::uuid AND letter.redriven_at IS NULL`,
    [
      job,
      places.map(({ position }) => String(position)),
      places.map(({ partition }) => partition),
      places.map(({ offset }) => offset),
    ],
  );
}

/** Taken by jobs that have ended without sending them. */
export async function leftUnsent(query: Query, limit: number): Promise<readonly { id: string; job: string }[]> {
  return query<{ id: string; job: string }>(
    `SELECT letter.id, letter.redrive_id AS job FROM dead_letters letter
     WHERE letter.status IN ('redriving', 'edited') AND letter.redriven_at IS NULL AND NOT EXISTS (
       SELECT FROM jobs job WHERE job.id = letter.redrive_id AND job.ended_at IS NULL)
     ORDER BY letter.redrive_id, letter.id LIMIT $1`,
    [limit],
  );
}
