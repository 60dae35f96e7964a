import { derivedId } from '#contracts';
import type { ForwardedMessage } from './message';

type Notice = Extract<ForwardedMessage, { family: 'alerts' }>['payload'];

/** What can be wrong. `quota_exceeded` of the contracts document has no source here: nothing has a quota. */
export type AlertType = 'service_down' | 'high_latency';

/**
 * What one look found. `unclear` changes nothing: neither bad enough to alert nor good enough to give the all-clear.
 */
export type Finding =
  { readonly kind: 'bad'; readonly message: string } | { readonly kind: 'good' } | { readonly kind: 'unclear' };

/** `notifiedAt` is when the last alert was raised, milliseconds since the epoch. */
export type AlertState =
  | { readonly kind: 'quiet'; readonly notifiedAt: number | null }
  /** Bad, but too soon after the last alert for another one. */
  | { readonly kind: 'muted'; readonly since: number; readonly notifiedAt: number }
  | { readonly kind: 'firing'; readonly since: number; readonly notifiedAt: number };

export const QUIET: AlertState = { kind: 'quiet', notifiedAt: null };

export interface AlertStep {
  readonly state: AlertState;
  readonly notice: { readonly status: Notice['status']; readonly since: number; readonly message: string } | null;
}

/**
 * One alert of one kind at a time: raised at the first bad finding, resolved at the first good one, and not raised again
 * within the cool-down, unless it is still bad when that ends.
 */
export function stepAlert(state: AlertState, finding: Finding, now: number, cooldownMs: number): AlertStep {
  switch (finding.kind) {
    case 'unclear':
      return { state, notice: null };
    case 'good':
      return { state: { kind: 'quiet', notifiedAt: state.notifiedAt }, notice: resolved(state) };
    case 'bad': {
      if (state.kind === 'firing') return { state, notice: null };
      const since = state.kind === 'muted' ? state.since : now;
      if (state.notifiedAt !== null && now - state.notifiedAt < cooldownMs) {
        return { state: { kind: 'muted', since, notifiedAt: state.notifiedAt }, notice: null };
      }
      const notice = { status: 'firing', since, message: finding.message } as const;
      return { state: { kind: 'firing', since, notifiedAt: now }, notice };
    }
  }
}

function resolved(state: AlertState): AlertStep['notice'] {
  return state.kind === 'firing' ? { status: 'resolved', since: state.since, message: 'back to normal' } : null;
}

/** The all-clear wants clearly less than the threshold, or an alert would flutter around it. */
const ALL_CLEAR = 0.8;

/** A percentile of fewer requests says nothing. */
const MIN_SAMPLES = 20;

/** Without enough requests there is nothing to judge: an alert stays until requests prove it over, or none come. */
export function judgeLatency(summary: { p95: number; samples: number }, thresholdMs: number): Finding {
  const { p95, samples } = summary;
  if (samples === 0 || (samples >= MIN_SAMPLES && p95 <= thresholdMs * ALL_CLEAR)) return { kind: 'good' };
  if (samples < MIN_SAMPLES || p95 <= thresholdMs) return { kind: 'unclear' };
  const [observed, limit] = [Math.round(p95), thresholdMs];
  return { kind: 'bad', message: `95 % of ${samples} requests took up to ${observed} ms; the limit is ${limit} ms` };
}

const SEVERITIES: Readonly<Record<AlertType, Notice['severity']>> = {
  service_down: 'critical',
  high_latency: 'warning',
};

/** A notice as a message. An instance says each thing once, so that its id follows from what is said. */
export function deriveAlert(
  type: AlertType,
  notice: NonNullable<AlertStep['notice']>,
  at: Date,
  from: { readonly service: string; readonly instanceId: string },
): ForwardedMessage {
  const subject = `alerts.${type}`;
  const since = new Date(notice.since).toISOString();
  const eventId = derivedId(from.service, from.instanceId, subject, since, notice.status);
  return {
    family: 'alerts',
    subject,
    eventId,
    payload: {
      event_id: eventId,
      timestamp: at.toISOString(),
      service_name: from.service,
      alert_type: type,
      severity: SEVERITIES[type],
      status: notice.status,
      message: notice.message,
      since,
      metadata: { instance_id: from.instanceId },
    },
  };
}
