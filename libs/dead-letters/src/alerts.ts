import { storableKey, type Query } from '#storage';

const CLAIM = `
INSERT INTO dead_letter_alerts AS last (dlq_topic, alerted_at) VALUES ($1, $2)
ON CONFLICT (dlq_topic) DO UPDATE SET alerted_at = excluded.alerted_at, ended_at = NULL
WHERE last.alerted_at <= excluded.alerted_at - make_interval(secs => $3)
RETURNING 1`;

/** A monitor that knows nothing of ends alerts again without clearing the last one. */
const FIRING = '(ended_at IS NULL OR ended_at < alerted_at)';

/** Not before the alert itself, even on a clock that was set back: that would be an alert that goes on. */
const CLAIM_END = `
UPDATE dead_letter_alerts SET ended_at = greatest($2, alerted_at) WHERE dlq_topic = $1 AND ${FIRING} RETURNING 1`;

export interface FiringAlert {
  readonly dlq_topic: string;
  readonly alerted_at: Date;
}

/**
 * `true` for exactly one caller per topic and cool-down: that one alerts. `now` is the caller's clock and begins the
 * cool-down, which goes on when the alert ends. Remembered across restarts and for all monitors together.
 */
export async function claimAlert(query: Query, topic: string, cooldownSeconds: number, now: Date): Promise<boolean> {
  const rows = await query(CLAIM, [storableKey(topic), now, cooldownSeconds]);
  return rows.length === 1;
}

/** Topics that were alerted about and have not been said to be well again. */
export function firingAlerts(query: Query): Promise<FiringAlert[]> {
  return query<FiringAlert>(`SELECT dlq_topic, alerted_at FROM dead_letter_alerts WHERE ${FIRING} ORDER BY dlq_topic`);
}

/** `true` for exactly one caller per alert: that one says that it is over. */
export async function claimAlertEnd(query: Query, topic: string, now: Date): Promise<boolean> {
  const rows = await query(CLAIM_END, [topic, now]);
  return rows.length === 1;
}
