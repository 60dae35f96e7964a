import { registerAs } from '@nestjs/config';
import {
  boolean,
  databaseSpec,
  group,
  httpUrl,
  integer,
  kafkaSpec,
  list,
  optional,
  percentage,
  readConfig,
  secret,
  serviceSpec,
  topicPattern,
  groupPattern,
  variable,
  withDefault,
} from '#config';
import { catalogTopics, CONSUMER_GROUPS } from '#contracts';
import { natsSpec } from '#nats';
import { httpSpec, personalDataSpec } from '#settings';
import { AUTO_REDRIVE_RULE } from './auto-redrive-rules';
import { DEFAULT_ALERT_RULES } from './alerts/measure';
import { DEFAULT_PEERS, peer } from './rehearsals/peers';

/** Records wait here for the group that they are stored with; the larger it is, the less each of them costs. */
const MAX_IN_FLIGHT = 2_000;

/** As dead-letter topics are called by the writers whose formats are known. */
const DEAD_LETTER_TOPICS = [
  '*.dlq',
  '*-dlq',
  '*_dlq',
  '*.DLQ',
  '*-DLQ',
  '*-dlt',
  '*.dlt',
  '*.DLT',
  '*-DLT',
  '*_dlq_*',
  '*-dlq.v*',
  '*-dlt.v*',
  'onex.dlq.*',
  'dlq-*',
  'dead-letter-topic-*',
];

/** What alerts, and who is told outside the bus. */
const alertsSpec = group({
  threshold: variable(
    'DLQ_ALERT_THRESHOLD',
    withDefault(integer({ min: 0, max: 1_000_000_000 }), DEFAULT_ALERT_RULES.threshold),
  ),
  ageSeconds: variable(
    'DLQ_ALERT_AGE_SECONDS',
    withDefault(integer({ min: 1, max: 31_536_000 }), DEFAULT_ALERT_RULES.ageSeconds),
  ),
  rate: variable('DLQ_ALERT_RATE_PERCENT', withDefault(percentage(), DEFAULT_ALERT_RULES.rate)),
  newGroups: variable('DLQ_ALERT_NEW_GROUPS', withDefault(boolean(), DEFAULT_ALERT_RULES.newGroups)),
  cooldownSeconds: variable('DLQ_ALERT_COOLDOWN_SECONDS', withDefault(integer({ min: 0, max: 31_536_000 }), 900)),
  intervalSeconds: variable('DLQ_ALERT_INTERVAL_SECONDS', withDefault(integer({ min: 1, max: 3600 }), 5)),
  slackUrl: variable('DLQ_ALERT_SLACK_URL', optional(httpUrl())),
  pagerDutyKey: variable('DLQ_ALERT_PAGERDUTY_KEY', optional(secret())),
  pagerDutyUrl: variable('DLQ_ALERT_PAGERDUTY_URL', withDefault(httpUrl(), 'https://events.pagerduty.com/v2/enqueue')),
  webhookUrl: variable('DLQ_ALERT_WEBHOOK_URL', optional(httpUrl())),
  webhookSecret: variable('DLQ_ALERT_WEBHOOK_SECRET', optional(secret())),
  publicUrl: variable('DLQ_PUBLIC_URL', optional(httpUrl())),
});

export const dlqMonitorSpec = group({
  service: serviceSpec({ port: 8055 }),
  http: httpSpec,
  nats: natsSpec,
  kafka: kafkaSpec({
    topics: catalogTopics,
    groupId: CONSUMER_GROUPS['dlq-monitor'],
    clientId: 'omninode-dlq-monitor',
    maxInFlight: MAX_IN_FLIGHT,
  }),
  database: databaseSpec,
  personalData: personalDataSpec,
  /** Besides those of the catalog: names, and patterns with `*` for any characters. */
  topics: variable('DLQ_TOPIC_PATTERNS', withDefault(list(topicPattern), DEAD_LETTER_TOPICS)),
  /** Never collected, whatever `topics` says; those of the catalog are. */
  without: variable('DLQ_WITHOUT_TOPICS', withDefault(list(topicPattern), [])),
  /** Whose lag is shown: names, and patterns. */
  lagGroups: variable('DLQ_LAG_GROUPS', withDefault(list(groupPattern), ['omninode-*'])),
  /** Where workers are asked what they would make of a record. */
  peers: variable('REHEARSE_URLS', withDefault(list(peer), DEFAULT_PEERS)),
  retentionDays: variable('DEAD_LETTER_RETENTION_DAYS', withDefault(integer({ min: 1, max: 36_500 }), 30)),
  jobRetentionDays: variable('JOB_RETENTION_DAYS', withDefault(integer({ min: 1, max: 36_500 }), 90)),
  outboxRetentionDays: variable('OUTBOX_RETENTION_DAYS', withDefault(integer({ min: 1, max: 36_500 }), 7)),
  redriveGraceSeconds: variable('DLQ_REDRIVE_GRACE_SECONDS', withDefault(integer({ min: 0, max: 86_400 }), 30)),
  autoRedrive: variable('DLQ_AUTO_REDRIVE', withDefault(list(AUTO_REDRIVE_RULE), [])),
  recorderUrl: variable('RECORDER_URL', optional(httpUrl())),
  alerts: alertsSpec,
});

/** Everything the monitor reads from its environment; starting fails with one message that names every bad variable. */
export const dlqMonitorConfig = registerAs('dlq-monitor', () => readConfig(dlqMonitorSpec, process.env));

export type DlqMonitorConfig = ReturnType<typeof dlqMonitorConfig>;
