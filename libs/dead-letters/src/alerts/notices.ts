import type { Query } from '#storage';

/** A message about an alert for one destination outside the bus. */
export interface NewNotice {
  readonly destination: string;
  /** Of the alert: what is said about one alert arrives in order. */
  readonly alert_key: string;
  readonly content: object;
}

export interface DueNotice {
  readonly id: string;
  readonly destination: string;
  readonly content: unknown;
  /** This one included. */
  readonly attempts: number;
  readonly created_at: Date;
}

export type NoticeOutcome = 'delivered' | 'refused' | 'given_up';

const STORE = `
INSERT INTO dead_letter_notices (destination, alert_key, content)
SELECT destination, alert_key, content
FROM jsonb_to_recordset($1::jsonb) AS given (destination text, alert_key text, content jsonb)`;

/** Whoever takes it has so many seconds before another does. */
const LEASE_SECONDS = 60;

/** The first that is not done for its destination and alert. */
const TAKE = `
WITH due AS (
  SELECT id FROM dead_letter_notices notice
  WHERE done_at IS NULL AND due_at <= clock_timestamp() AND NOT EXISTS (
    SELECT FROM dead_letter_notices earlier
    WHERE earlier.done_at IS NULL AND earlier.destination = notice.destination
      AND earlier.alert_key = notice.alert_key AND earlier.id < notice.id)
  ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED
)
UPDATE dead_letter_notices notice
SET attempts = attempts + 1, due_at = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
FROM due WHERE notice.id = due.id
RETURNING notice.id, destination, content, attempts, created_at`;

export async function storeNotices(query: Query, notices: readonly NewNotice[]): Promise<void> {
  if (notices.length > 0) await query(STORE, [JSON.stringify(notices)]);
}

/** Takes notices that are due; a monitor that dies with one leaves it to be taken again. */
export function takeNotices(query: Query, limit: number): Promise<DueNotice[]> {
  return query<DueNotice>(TAKE, [limit]);
}

export async function noticeDone(query: Query, id: string, outcome: NoticeOutcome): Promise<void> {
  await query(`UPDATE dead_letter_notices SET done_at = clock_timestamp(), outcome = $2 WHERE id = $1`, [id, outcome]);
}

export async function noticeDelayed(query: Query, id: string, seconds: number): Promise<void> {
  await query(`UPDATE dead_letter_notices SET due_at = clock_timestamp() + make_interval(secs => $2) WHERE id = $1`, [
    id,
    seconds,
  ]);
}

export async function waitingNotices(query: Query): Promise<number> {
  const [row] = await query<{ waiting: number }>(
    `SELECT count(*)::integer AS waiting FROM dead_letter_notices WHERE done_at IS NULL`,
  );
  return row?.waiting ?? 0;
}
