/** What alerts are about. Stored, so the names only grow. */
export const ALERT_KINDS = ['threshold', 'age', 'rate', 'new_group', 'new_groups'] as const;

export type AlertKind = (typeof ALERT_KINDS)[number];

export type AlertSeverity = 'warning' | 'critical';

/** An alert as it was, and what to say about it. */
export interface AlertFacts {
  readonly kind: AlertKind;
  /** The dead-letter topic it is about, or one that shows it. */
  readonly dlq_topic: string;
  readonly group_id: string | null;
  /** Open dead letters of that topic or group. */
  readonly open: number;
  /** What was measured, and what it must exceed: records, seconds or a share from 0 to 1. */
  readonly value: number;
  readonly limit: number;
  readonly severity: AlertSeverity;
  /** A sentence for people. */
  readonly message: string;
}

export interface KeptAlert {
  /** The topic of a `threshold` (as programs that know no other kind have it); else the kind and its subject. */
  readonly key: string;
  /** When it was first given since it was last over, and when last. */
  readonly began_at: Date;
  readonly alerted_at: Date;
  readonly ended_at: Date | null;
  readonly firing: boolean;
  /** How often it was given since it began. */
  readonly repeat: number;
  /** `null` where a program that knows thresholds only gave it. */
  readonly facts: AlertFacts | null;
}
