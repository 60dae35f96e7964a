import { registerAs } from '@nestjs/config';
import {
  databaseSpec,
  durationMs,
  group,
  integer,
  kafkaSpec,
  list,
  optional,
  readConfig,
  serviceSpec,
  text,
  topicPattern,
  variable,
  withDefault,
} from '#config';
import { catalogTopics, CONSUMER_GROUPS } from '#contracts';
import { natsSpec } from '#nats';
import { httpSpec, personalDataSpec, signingKeyFile } from '#settings';
import { domainDays } from './domain-days';

const days = integer({ min: 1, max: 36_500 });

/** Records wait here for the group that they are stored with; the larger it is, the less each of them costs. */
const MAX_IN_FLIGHT = 2_000;

export const recorderSpec = group({
  service: serviceSpec({ port: 8056 }),
  http: httpSpec,
  nats: natsSpec,
  kafka: kafkaSpec({
    topics: catalogTopics,
    groupId: CONSUMER_GROUPS.recorder,
    clientId: 'omninode-recorder',
    maxInFlight: MAX_IN_FLIGHT,
  }),
  database: databaseSpec,
  personalData: personalDataSpec,
  /** Names, and patterns with `*` for any characters; what is not named in the catalog is found by them. */
  topics: variable('RECORDER_TOPICS', withDefault(list(topicPattern), ['*'])),
  /** Never recorded, whatever `topics` says. */
  without: variable('RECORDER_WITHOUT_TOPICS', withDefault(list(topicPattern), [])),
  trafficDays: variable('EVENT_RETENTION_DAYS', withDefault(days, 90)),
  /** Of traffic on topics of these domains, in its place. */
  domainDays: variable('EVENT_RETENTION_DAYS_BY_DOMAIN', withDefault(list(domainDays), [])),
  telemetryDays: variable('TELEMETRY_RETENTION_DAYS', withDefault(days, 14)),
  jobDays: variable('JOB_RETENTION_DAYS', withDefault(days, 90)),
  outboxDays: variable('OUTBOX_RETENTION_DAYS', withDefault(days, 7)),
  audit: group({
    /** Left out: checkpoints are not signed. */
    signingKey: variable('AUDIT_SIGNING_KEY_FILE', optional(signingKeyFile)),
    /** Left out: checkpoints are in the database and in the log only. */
    checkpointFile: variable('AUDIT_CHECKPOINT_FILE', optional(text({ max: 4096 }))),
    checkpointEntries: variable(
      'AUDIT_CHECKPOINT_ENTRIES',
      withDefault(integer({ min: 1, max: 1_000_000_000 }), 1_000),
    ),
    checkpointMs: variable('AUDIT_CHECKPOINT_INTERVAL', withDefault(durationMs({ min: 1_000 }), 300_000)),
  }),
});

/** Everything the recorder reads from its environment; starting fails with one message that names every bad variable. */
export const recorderConfig = registerAs('recorder', () => readConfig(recorderSpec, process.env));

export type RecorderConfig = ReturnType<typeof recorderConfig>;
