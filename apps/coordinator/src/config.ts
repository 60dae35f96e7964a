import { registerAs } from '@nestjs/config';
import { databaseSpec, group, integer, kafkaSpec, readConfig, serviceSpec, variable, withDefault } from '#config';
import { catalogTopics, CONSUMER_GROUPS } from '#contracts';
import { natsSpec } from '#nats';
import { httpSpec, personalDataSpec } from '#settings';

const days = integer({ min: 1, max: 36_500 });

export const coordinatorSpec = group({
  service: serviceSpec({ port: 8057 }),
  http: httpSpec,
  nats: natsSpec,
  kafka: kafkaSpec({ topics: catalogTopics, groupId: CONSUMER_GROUPS.coordinator, clientId: 'omninode-coordinator' }),
  database: databaseSpec,
  personalData: personalDataSpec,
  /** From the end of a workflow or a node. */
  sagaDays: variable('SAGA_RETENTION_DAYS', withDefault(days, 7)),
  outboxDays: variable('OUTBOX_RETENTION_DAYS', withDefault(days, 7)),
});

/** Everything the coordinator reads from its environment; starting fails with one message that names every bad variable. */
export const coordinatorConfig = registerAs('coordinator', () => readConfig(coordinatorSpec, process.env));

export type CoordinatorConfig = ReturnType<typeof coordinatorConfig>;
