import {
  encodeServiceEvent,
  SYSTEM_ALERT_EVENT_TOPIC,
  SYSTEM_ALERTS_TOPIC,
  type DlqAlertEvent,
  type Origin,
  type OutboundRecord,
  type SystemAlertEvent,
} from '#contracts';
import type { AlertEnd } from './decide-alerts';
import type { Measurement } from './measure';

export const SOURCE = 'dlq-monitor';

/** What is said about an alert, wherever it goes: that it began or goes on (`firing`), or that it is over. */
export interface Notice {
  readonly status: 'firing' | 'resolved';
  readonly kind: Measurement['kind'];
  readonly key: string;
  readonly severity: 'info' | 'warning' | 'critical';
  readonly message: string;
  readonly dlq_topic: string;
  readonly group_id: string | null;
  readonly open: number;
  readonly value: number;
  readonly limit: number;
  /** Since the alert began, this one included; only while it is firing. */
  readonly repeat?: number;
  /** When it was last given; only when it is over. */
  readonly alerted_at?: string;
  readonly timestamp: string;
}

export function alertNotice(alert: Measurement, repeat: number, now: Date): Notice {
  return { status: 'firing', ...factsOf(alert), repeat, timestamp: now.toISOString() };
}

export function endNotice(end: AlertEnd, now: Date): Notice {
  const facts = { ...factsOf(end), severity: 'info', message: end.over } as const;
  return { status: 'resolved', ...facts, alerted_at: end.alerted_at.toISOString(), timestamp: now.toISOString() };
}

function factsOf({ kind, key, severity, message, dlq_topic, group_id, open, value, limit }: Measurement) {
  return { kind, key, severity, message, dlq_topic, group_id, open, value, limit };
}

/** For the topic `omninode_system_alerts`. */
export function dlqAlertEvent(notice: Notice, threshold: number): DlqAlertEvent {
  const { dlq_topic, open, status, severity, kind, message, timestamp } = notice;
  return { dlq_topic, failure_count: open, threshold, timestamp, status, severity, kind, message };
}

/** For the topic `omninode.system.event.alert.v1`. */
export function systemAlert(notice: Notice, threshold: number): SystemAlertEvent {
  const { severity, status, message, ...facts } = notice;
  return { severity, status, message, source: SOURCE, metadata: { ...facts, failure_count: facts.open, threshold } };
}

/** Both events. */
export function alertRecords(notice: Notice, threshold: number, origin: Origin): OutboundRecord[] {
  const events = [
    encodeServiceEvent(SYSTEM_ALERTS_TOPIC, { ...dlqAlertEvent(notice, threshold) }, origin),
    encodeServiceEvent(SYSTEM_ALERT_EVENT_TOPIC, { ...systemAlert(notice, threshold) }, origin),
  ];
  return events.map((event) => ({ ...event, key: notice.dlq_topic }));
}
