import { registerAs } from '@nestjs/config';
import {
  databaseSpec,
  group,
  integer,
  kafkaSpec,
  list,
  optional,
  readConfig,
  serviceSpec,
  variable,
  withDefault,
} from '#config';
import { catalogTopics, CONSUMER_GROUPS } from '#contracts';
import { natsSpec } from '#nats';
import { httpSpec, personalDataSpec, publicKeyFiles, signingKeyFile } from '#settings';
import { stampingEventsSpec } from './stamping-events/stamping-events-spec';

export const bridgeSpec = group({
  service: serviceSpec({ port: 8054 }),
  http: httpSpec,
  nats: natsSpec,
  kafka: kafkaSpec({ topics: catalogTopics, groupId: CONSUMER_GROUPS.bridge, clientId: 'omninode-bridge' }),
  database: databaseSpec,
  personalData: personalDataSpec,
  inboxRetentionDays: variable('INBOX_RETENTION_DAYS', withDefault(integer({ min: 1, max: 36_500 }), 7)),
  /** Left out: kept permanently. A stamp proves that a content was seen, and shall still do so years later. */
  stampRetentionDays: variable('STAMP_RETENTION_DAYS', optional(integer({ min: 1, max: 36_500 }))),
  stampSigning: group({
    /** Left out: stamps are not signed. */
    key: variable('STAMP_SIGNING_KEY_FILE', optional(signingKeyFile)),
    /** Files and folders: keys that have signed before. */
    trusted: variable('STAMP_PUBLIC_KEYS', withDefault(list(publicKeyFiles), [])),
  }),
  outboxRetentionDays: variable('OUTBOX_RETENTION_DAYS', withDefault(integer({ min: 1, max: 36_500 }), 7)),
  /** Between two events about how the bridge does. */
  performanceSeconds: variable('PERFORMANCE_METRICS_SECONDS', withDefault(integer({ min: 1, max: 3_600 }), 30)),
  stampingEvents: stampingEventsSpec,
});

/** Everything the bridge reads from its environment; starting fails with one message that names every bad variable. */
export const bridgeConfig = registerAs('bridge', () => readConfig(bridgeSpec, process.env));

export type BridgeConfig = ReturnType<typeof bridgeConfig>;
