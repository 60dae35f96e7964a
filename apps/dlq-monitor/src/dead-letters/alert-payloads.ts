import type { DlqAlertEvent, SystemAlertEvent } from '#contracts';
import type { Alert, AlertEnd } from './decide-alerts';

const SOURCE = 'dlq-monitor';

/** S4's `DLQAlertEvent`, for the topic `omninode_system_alerts`. */
export function dlqAlertEvent({ dlq_topic, open, threshold, at }: Omit<Alert, 'severity' | 'repeat'>): DlqAlertEvent {
  return { dlq_topic, failure_count: open, threshold, timestamp: at.toISOString() };
}

/** S1's system alert, for the topic `omninode.system.event.alert.v1`. */
export function systemAlert(alert: Alert): SystemAlertEvent {
  const { timestamp, ...facts } = dlqAlertEvent(alert);
  return {
    severity: alert.severity,
    message: `${alert.dlq_topic} holds ${alert.open} open dead letters (more than ${alert.threshold})`,
    source: SOURCE,
    metadata: { ...facts, repeat: alert.repeat, timestamp },
  };
}

/** The end of an alert in the same two shapes; readers that know no status see a count that is no alert any more. */
export function dlqAlertEnd(end: AlertEnd): DlqAlertEvent {
  return { ...dlqAlertEvent(end), status: 'resolved', severity: 'info' };
}

export function systemAlertEnd(end: AlertEnd): SystemAlertEvent {
  const { timestamp, ...facts } = dlqAlertEvent(end);
  return {
    severity: 'info',
    status: 'resolved',
    message: `${end.dlq_topic} is down to ${end.open} open dead letters (not more than ${end.threshold})`,
    source: SOURCE,
    metadata: { ...facts, alerted_at: end.alerted_at.toISOString(), timestamp },
  };
}
