import type { Query } from '#storage';

/** What is open, in numbers. */
export interface OpenSummary {
  readonly open: number;
  readonly open_groups: number;
  readonly oldest_received_at: Date | null;
}

/** How many dead letters came, and how many were closed, from this instant on for the length of a step. */
export interface Flow {
  readonly at: Date;
  readonly received: number;
  readonly closed: number;
}

const SUMMARY = `
WITH counted AS (
  SELECT count(*)::integer AS open, count(DISTINCT group_id)::integer AS open_groups, min(id) AS oldest
  FROM dead_letters WHERE status = 'open'
)
SELECT open, open_groups, (SELECT received_at FROM dead_letters WHERE id = oldest) AS oldest_received_at FROM counted`;

/** Every step has a row. A broker's clock may be ahead: what came "later" is left out. */
const FLOW = `
WITH steps AS (
  SELECT generate_series(
    date_bin(make_interval(secs => $2), clock_timestamp() - make_interval(secs => $1), 'epoch'), clock_timestamp(),
    make_interval(secs => $2)) AS at
), received AS (
  SELECT date_bin(make_interval(secs => $2), received_at, 'epoch') AS at, count(*)::integer AS records
  FROM dead_letters WHERE received_at >= clock_timestamp() - make_interval(secs => $1 + $2) GROUP BY 1
), closed AS (
  SELECT date_bin(make_interval(secs => $2), closed_at, 'epoch') AS at, count(*)::integer AS records
  FROM dead_letters WHERE closed_at >= clock_timestamp() - make_interval(secs => $1 + $2) GROUP BY 1
)
SELECT steps.at, coalesce(received.records, 0) AS received, coalesce(closed.records, 0) AS closed
FROM steps LEFT JOIN received USING (at) LEFT JOIN closed USING (at) ORDER BY steps.at`;

export async function summariseOpen(query: Query): Promise<OpenSummary> {
  const [summary] = await query<OpenSummary>(SUMMARY);
  return summary!;
}

/** Over the last `seconds`, in steps of `step` seconds. */
export function flowOf(query: Query, seconds: number, step: number): Promise<Flow[]> {
  return query<Flow>(FLOW, [seconds, step]);
}
