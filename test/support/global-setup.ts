/* oxlint-disable import/no-default-export -- Jest asks for it */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findJavaAndMaven, startApacheKafka } from '../../tools/local-stack/src/apache-kafka';
import { startEmbeddedPostgres } from '../../tools/local-stack/src/embedded-postgres';
import { topicCatalog } from '#contracts';
import { applyTopics, KafkaConnection } from '#event-bus';
import { eventually } from './eventually';
import { keepRunning } from './running';

/** What the integration tests stand on, started by the test run itself: PostgreSQL always, Apache Kafka where it can run. */
export default async function globalSetup(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'omninode-test-'));
  const quiet = (): void => undefined;
  if (process.env['OMNI_TEST_DATABASE_URL'] === undefined) {
    const settings = { fsync: 'off', max_connections: '200' };
    const postgres = await startEmbeddedPostgres({ directory: join(directory, 'postgres'), log: quiet, settings });
    keepRunning(() => postgres.stop());
    process.env['OMNI_TEST_DATABASE_URL'] = postgres.url;
  }
  if (process.env['OMNI_TEST_KAFKA_BOOTSTRAP'] !== undefined) return;
  if ((await findJavaAndMaven()) === undefined) {
    if (process.env['OMNI_TEST_REQUIRE_ALL'] === '1') throw new Error('Java 17 and Maven are required here.');
    console.warn('Java 17 or Maven is missing: the suites run on the local broker only, Apache Kafka is left out.');
    return;
  }
  const kafka = await startApacheKafka({ directory: join(directory, 'kafka'), log: console.log });
  keepRunning(() => kafka.stop());
  // All at once and before any suite: Apache Kafka would refuse the second spelling of a topic later.
  const connection = new KafkaConnection({ brokers: [kafka.bootstrap], clientId: 'test' }, { debug: () => undefined });
  await applyTopics(connection, topicCatalog());
  const names = topicCatalog().map(({ name }) => name);
  await eventually('Apache Kafka serves every topic', () => connection.ends(names), 60_000);
  process.env['OMNI_TEST_KAFKA_BOOTSTRAP'] = kafka.bootstrap;
}
