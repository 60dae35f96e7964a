import type { Database } from './database';
import { storableKey } from './storable-key';

const CLAIM = `
INSERT INTO dead_letter_alerts AS last (dlq_topic, alerted_at) VALUES ($1, $2)
ON CONFLICT (dlq_topic) DO UPDATE SET alerted_at = excluded.alerted_at
WHERE last.alerted_at <= excluded.alerted_at - make_interval(secs => $3)
RETURNING 1`;

/** Remembers when a topic was last alerted about, across restarts and for all monitors together. */
export class AlertTable {
  constructor(private readonly database: Database) {}

  /**
   * `true` for exactly one caller per topic and cool-down: that one alerts. `now` is the caller's clock and begins
   * the cool-down.
   */
  async claimAlert(topic: string, cooldownSeconds: number, now: Date): Promise<boolean> {
    const rows = await this.database.query(CLAIM, [storableKey(topic), now, cooldownSeconds]);
    return rows.length === 1;
  }
}
