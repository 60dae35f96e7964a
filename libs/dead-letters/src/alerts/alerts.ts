import { storableKey, storableText, type Query } from '#storage';
import type { AlertFacts, KeptAlert } from './alert';

/** A monitor that knows nothing of ends alerts again without clearing the last one. */
const FIRING = '(last.ended_at IS NULL OR last.ended_at < last.alerted_at)';

const CLAIM = `
INSERT INTO dead_letter_alerts AS last (dlq_topic, began_at, alerted_at, facts) VALUES ($1, $2, $2, $4)
ON CONFLICT (dlq_topic) DO UPDATE SET alerted_at = excluded.alerted_at, ended_at = NULL, facts = excluded.facts,
  began_at = CASE WHEN ${FIRING} THEN coalesce(last.began_at, last.alerted_at) ELSE excluded.alerted_at END,
  repeat = CASE WHEN ${FIRING} THEN last.repeat + 1 ELSE 1 END
WHERE last.alerted_at <= excluded.alerted_at - make_interval(secs => $3)
RETURNING repeat`;

/** Not before the alert itself, even on a clock that was set back: that would be an alert that goes on. */
const CLAIM_END = `
UPDATE dead_letter_alerts AS last SET ended_at = greatest($2, alerted_at) WHERE dlq_topic = $1 AND ${FIRING}
RETURNING 1`;

const KEPT = `
SELECT dlq_topic AS key, CASE repeat WHEN 1 THEN alerted_at ELSE coalesce(began_at, alerted_at) END AS began_at, alerted_at, ended_at, ${FIRING} AS firing, repeat, facts FROM dead_letter_alerts last`;

/**
 * How often the alert was given since it began, for exactly one caller per key and cool-down: that one alerts;
 * `undefined` for all others. `now` is the caller's clock and begins the cool-down, which goes on when the alert ends.
 * Remembered across restarts and for all monitors together.
 */
export async function claimAlert(
  query: Query,
  key: string,
  facts: AlertFacts,
  cooldownSeconds: number,
  now: Date,
): Promise<number | undefined> {
  const { kind, group_id, open, value, limit, severity } = facts;
  const [dlq_topic, message] = [storableText(facts.dlq_topic), storableText(facts.message)];
  const text = JSON.stringify({ kind, dlq_topic, group_id, open, value, limit, severity, message });
  const [row] = await query<{ repeat: number }>(CLAIM, [storableKey(key), now, cooldownSeconds, text]);
  return row?.repeat;
}

/** `true` for exactly one caller per alert: that one says that it is over. */
export async function claimAlertEnd(query: Query, key: string, now: Date): Promise<boolean> {
  const rows = await query(CLAIM_END, [key, now]);
  return rows.length === 1;
}

/** Alerts that have not been said to be over, and those given since an instant. */
export function alertsSince(query: Query, since: Date): Promise<KeptAlert[]> {
  return query<KeptAlert>(`${KEPT} WHERE ${FIRING} OR alerted_at > $1 ORDER BY dlq_topic`, [since]);
}

/** Those that have not ended first, then the newest. */
export function listAlerts(query: Query, limit: number): Promise<KeptAlert[]> {
  return query<KeptAlert>(`${KEPT} ORDER BY firing DESC, alerted_at DESC, dlq_topic LIMIT $1`, [limit]);
}
