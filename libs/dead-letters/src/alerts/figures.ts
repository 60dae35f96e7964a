import type { Query } from '#storage';
import type { Addressee, Reason } from '../groups/cause';

const FAILED_SINCE = `
SELECT original_topic, count(*)::integer AS failed, max(dlq_topic) AS dlq_topic FROM dead_letters
WHERE received_at >= $1 AND original_topic IS NOT NULL
GROUP BY original_topic HAVING count(*) >= $2 ORDER BY failed DESC LIMIT $3`;

/** Counted up to so many: a group may be large. */
const OPEN_LIMIT = 1_000;

const GROUPS = `
SELECT cause.id, cause.reason, cause.addressee, cause.error_class, cause.error_code, cause.message,
  cause.first_seen_at, letters.open, coalesce(letters.dlq_topic, '') AS dlq_topic
FROM dead_letter_groups cause CROSS JOIN LATERAL (
  SELECT count(*)::integer AS open, max(counted.dlq_topic) AS dlq_topic FROM (
    SELECT dlq_topic FROM dead_letters WHERE group_id = cause.id AND status = 'open' LIMIT ${OPEN_LIMIT}
  ) counted
) letters
WHERE cause.first_seen_at >= $1 OR cause.id = ANY ($2::uuid[])
ORDER BY cause.first_seen_at LIMIT $3`;

/** Records of one topic that failed. */
export interface FailedRecords {
  readonly original_topic: string;
  readonly failed: number;
  /** One of the topics where they are. */
  readonly dlq_topic: string;
}

/** A group with the number of its open dead letters: at most 1,000 are counted. */
export interface WatchedGroup {
  readonly id: string;
  readonly reason: Reason;
  readonly addressee: Addressee;
  readonly error_class: string;
  readonly error_code: string;
  readonly message: string;
  readonly first_seen_at: Date;
  readonly open: number;
  readonly dlq_topic: string;
}

/** Topics of which at least so many records were dead-lettered since an instant, most first. */
export function failedSince(query: Query, since: Date, least: number, limit: number): Promise<FailedRecords[]> {
  return query<FailedRecords>(FAILED_SINCE, [since, least, limit]);
}

/** Groups that appeared since an instant, oldest first, and those with these ids. */
export function watchedGroups(
  query: Query,
  since: Date,
  ids: readonly string[],
  limit: number,
): Promise<WatchedGroup[]> {
  return query<WatchedGroup>(GROUPS, [since, ids, limit]);
}
