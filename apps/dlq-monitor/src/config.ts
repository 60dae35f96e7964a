import { registerAs } from '@nestjs/config';
import { databaseSpec, group, integer, kafkaSpec, readConfig, serviceSpec, variable, withDefault } from '#operations';
import { httpSpec } from '#worker';
import { DEFAULT_ALERT_RULE } from './dead-letters/decide-alerts';

const spec = group({
  service: serviceSpec({ port: 8055 }),
  http: httpSpec,
  kafka: kafkaSpec({ groupId: 'omninode-dlq-monitor', clientId: 'omninode-dlq-monitor' }),
  database: databaseSpec,
  retentionDays: variable('DEAD_LETTER_RETENTION_DAYS', withDefault(integer({ min: 1, max: 36_500 }), 30)),
  jobRetentionDays: variable('JOB_RETENTION_DAYS', withDefault(integer({ min: 1, max: 36_500 }), 90)),
  outboxRetentionDays: variable('OUTBOX_RETENTION_DAYS', withDefault(integer({ min: 1, max: 36_500 }), 7)),
  alerts: group({
    threshold: variable(
      'DLQ_ALERT_THRESHOLD',
      withDefault(integer({ min: 0, max: 1_000_000_000 }), DEFAULT_ALERT_RULE.threshold),
    ),
    cooldownSeconds: variable(
      'DLQ_ALERT_COOLDOWN_SECONDS',
      withDefault(integer({ min: 0, max: 31_536_000 }), DEFAULT_ALERT_RULE.cooldownSeconds),
    ),
    intervalSeconds: variable('DLQ_ALERT_INTERVAL_SECONDS', withDefault(integer({ min: 1, max: 3600 }), 5)),
  }),
});

/** Everything the monitor reads from its environment; starting fails with one message that names every bad variable. */
export const dlqMonitorConfig = registerAs('dlq-monitor', () => readConfig(spec, process.env));

export type DlqMonitorConfig = ReturnType<typeof dlqMonitorConfig>;
