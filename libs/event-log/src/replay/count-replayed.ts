import { encodeHeaders, REPLAY_HEADERS } from '#contracts';
import type { Query } from '#storage';

/** What came of a replay, as far as the log was read. */
export interface Replayed {
  readonly events: number;
  /** Position; decimal. */
  readonly upTo: string;
  /** There is more to read. */
  readonly isBehind: boolean;
}

/** Positions of one statement, which must not take long. */
const WINDOW = 200_000;

const COUNT = `
WITH log AS (SELECT coalesce(max(position), 0) AS last FROM event_log),
  span AS (SELECT last, greatest($1::bigint, least(last, $1::bigint + $4)) AS up_to FROM log)
SELECT up_to::text AS "upTo", up_to < last AS "isBehind", (
  SELECT count(*)::integer FROM event_log
  WHERE event_log.position > $1 AND event_log.position <= up_to AND position($2::bytea IN headers) > 0
    AND source_id = ANY (ARRAY(SELECT id FROM event_sources WHERE topic = ANY ($3::text[])))) AS events
FROM span`;

/** Counts on, behind `before`, the records that the recorder has found on the topics with this replay's id. */
export async function countReplayed(
  query: Query,
  id: string,
  targets: readonly string[],
  before: Replayed,
  window = WINDOW,
): Promise<Replayed> {
  const values = [before.upTo, headerOf(id), targets, window];
  const [row] = await query<Replayed & Record<string, unknown>>(COUNT, values);
  return row === undefined ? before : { ...row, events: before.events + row.events };
}

/** Name and value with their lengths, as they stand among the headers of a record. */
function headerOf(id: string): Buffer {
  const behindTheirNumber = 1;
  return encodeHeaders([[Buffer.from(REPLAY_HEADERS.id), Buffer.from(id)]]).subarray(behindTheirNumber);
}
