import type { AlertKind, KeptAlert } from '#dead-letters';
import { exceeds, type Measurement } from './measure';

/** An alert that is over: what it is about no longer exceeds its limit. */
export interface AlertEnd extends Measurement {
  readonly alerted_at: Date;
}

/**
 * What exceeds its limit and may alert: no cool-down is running for it. A worse severity waits for the cool-down too,
 * and a running one runs on when the alert ends, so that what swings around its limit stays quiet.
 */
export function dueAlerts(
  measured: readonly Measurement[],
  kept: readonly KeptAlert[],
  cooldownSeconds: number,
  now: Date,
): readonly Measurement[] {
  const alertedAt = new Map(kept.map(({ key, alerted_at }) => [key, alerted_at.getTime()]));
  const since = now.getTime() - cooldownSeconds * 1_000;
  return measured.filter(
    (one) => exceeds(one) && (once(one) ? !alertedAt.has(one.key) : !((alertedAt.get(one.key) ?? since) > since)),
  );
}

/** A group is new once. */
function once({ kind }: Measurement): boolean {
  return kind === 'new_group';
}

/**
 * Which of the alerts that have not ended are over: one look at or below the limit is enough. What is not measured any
 * more is gone, unless its kind was not looked at.
 */
export function endedAlerts(
  kept: readonly KeptAlert[],
  measured: readonly Measurement[],
  unseen: ReadonlySet<AlertKind>,
): readonly AlertEnd[] {
  const byKey = new Map(measured.map((one) => [one.key, one]));
  return kept
    .filter(({ firing }) => firing)
    .flatMap((alert) => {
      const now = byKey.get(alert.key) ?? (unseen.has(kindOf(alert)) ? undefined : gone(alert));
      if (now === undefined || exceeds(now)) return [];
      // A group without open dead letters has no topic any more.
      return [{ ...now, dlq_topic: alert.facts?.dlq_topic ?? now.dlq_topic, alerted_at: alert.alerted_at }];
    });
}

function kindOf({ facts }: KeptAlert): AlertKind {
  return facts?.kind ?? 'threshold';
}

function gone({ key, facts }: KeptAlert): Measurement {
  const before = facts ?? {
    kind: 'threshold',
    dlq_topic: key,
    group_id: null,
    limit: 0,
    severity: 'warning',
    message: key,
  };
  return { ...before, key, open: 0, value: 0, over: `no longer: ${before.message}` };
}
