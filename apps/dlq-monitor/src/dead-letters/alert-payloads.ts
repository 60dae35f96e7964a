import type { Alert, AlertSeverity } from './decide-alerts';

/** S4's `DLQAlertEvent`, for the topic `omninode_system_alerts`. */
export interface DlqAlertEvent {
  readonly dlq_topic: string;
  readonly failure_count: number;
  readonly threshold: number;
  readonly timestamp: string;
}

/** S1's system alert, for the topic `omninode.system.event.alert.v1`. */
export interface SystemAlert {
  readonly severity: AlertSeverity;
  readonly message: string;
  readonly source: string;
  readonly metadata: Readonly<Record<string, string | number>>;
}

const SOURCE = 'dlq-monitor';

export function dlqAlertEvent(alert: Alert): DlqAlertEvent {
  return {
    dlq_topic: alert.dlq_topic,
    failure_count: alert.open,
    threshold: alert.threshold,
    timestamp: alert.at.toISOString(),
  };
}

export function systemAlert(alert: Alert): SystemAlert {
  const { timestamp, ...facts } = dlqAlertEvent(alert);
  return {
    severity: alert.severity,
    message: `${alert.dlq_topic} holds ${alert.open} open dead letters (more than ${alert.threshold})`,
    source: SOURCE,
    metadata: { ...facts, repeat: alert.repeat, timestamp },
  };
}
