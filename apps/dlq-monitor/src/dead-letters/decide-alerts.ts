export type AlertSeverity = 'warning' | 'critical';

export interface AlertRule {
  /** An alert needs more open records than this. */
  readonly threshold: number;
  readonly cooldownSeconds: number;
}

/** S4's threshold, and the cool-down of the upstream monitor (wire-facts 4.2). */
export const DEFAULT_ALERT_RULE: AlertRule = { threshold: 10, cooldownSeconds: 900 };

/** More than this many times the threshold is critical. */
const CRITICAL_FACTOR = 10;

export interface OpenRecords {
  readonly dlq_topic: string;
  readonly open: number;
}

export interface Alert {
  readonly dlq_topic: string;
  readonly open: number;
  readonly threshold: number;
  readonly severity: AlertSeverity;
  /** Alerts about this topic since it was last at or below the threshold, this one included. */
  readonly repeat: number;
  readonly at: Date;
}

/** An alert that is over, because the topic holds no more than the threshold again. */
export interface AlertEnd {
  readonly dlq_topic: string;
  readonly open: number;
  readonly threshold: number;
  readonly alerted_at: Date;
  readonly at: Date;
}

interface TopicState {
  readonly alertedAt: number;
  readonly repeat: number;
}

/** What was alerted about, by dead-letter topic. Begins empty. */
export type AlertState = ReadonlyMap<string, TopicState>;

export interface AlertDecision {
  readonly alerts: readonly Alert[];
  /** To be kept once the alerts are out; keeping the old state instead makes them due again. */
  readonly state: AlertState;
}

/**
 * A topic alerts when it has more than `threshold` open records and no cool-down is running for it; a worse severity
 * waits for the cool-down too. At or below the threshold the repeats start anew, but a running cool-down runs on, so a
 * topic that swings around the threshold stays quiet. A topic that is not in `counts` has no open records.
 */
export function decideAlerts(
  state: AlertState,
  counts: readonly OpenRecords[],
  now: Date,
  rule: AlertRule = DEFAULT_ALERT_RULE,
): AlertDecision {
  const next = calmed(state, counts, now, rule);
  const alerts: Alert[] = [];
  for (const { dlq_topic, open } of counts) {
    const last = next.get(dlq_topic);
    if (!(open > rule.threshold) || cooling(last, now, rule)) continue;
    const repeat = (last?.repeat ?? 0) + 1;
    next.set(dlq_topic, { alertedAt: now.getTime(), repeat });
    alerts.push({ dlq_topic, open, threshold: rule.threshold, severity: severityOf(open, rule), repeat, at: now });
  }
  return { alerts, state: next };
}

/** Forgets the repeats of topics that are no longer above, and the topic itself once its cool-down is over. */
function calmed(
  state: AlertState,
  counts: readonly OpenRecords[],
  now: Date,
  rule: AlertRule,
): Map<string, TopicState> {
  const above = new Set(counts.filter(({ open }) => open > rule.threshold).map(({ dlq_topic }) => dlq_topic));
  const kept = [...state].flatMap(([topic, last]) => {
    if (above.has(topic)) return [[topic, last] as const];
    return cooling(last, now, rule) ? [[topic, { ...last, repeat: 0 }] as const] : [];
  });
  return new Map(kept);
}

function cooling(last: TopicState | undefined, now: Date, rule: AlertRule): boolean {
  return last !== undefined && now.getTime() - last.alertedAt < rule.cooldownSeconds * 1_000;
}

function severityOf(open: number, rule: AlertRule): AlertSeverity {
  return open > CRITICAL_FACTOR * rule.threshold ? 'critical' : 'warning';
}

/** Which of the alerts that have not ended are over: one look at or below the threshold is enough. */
export function endedAlerts(
  firing: readonly Pick<AlertEnd, 'dlq_topic' | 'alerted_at'>[],
  counts: readonly OpenRecords[],
  now: Date,
  { threshold }: AlertRule = DEFAULT_ALERT_RULE,
): readonly AlertEnd[] {
  const openOf = new Map(counts.map(({ dlq_topic, open }) => [dlq_topic, open]));
  return firing
    .map(({ dlq_topic, alerted_at }) => {
      return { dlq_topic, alerted_at, open: openOf.get(dlq_topic) ?? 0, threshold, at: now };
    })
    .filter(({ open }) => open <= threshold);
}
