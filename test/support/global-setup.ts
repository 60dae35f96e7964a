/* oxlint-disable import/no-default-export -- Jest asks for it */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findJavaAndMaven, startApacheKafka } from '../../tools/local-stack/src/apache-kafka';
import { startEmbeddedPostgres } from '../../tools/local-stack/src/embedded-postgres';
import { kafkaJars } from '../../tools/local-stack/src/kafka-artifacts';
import { topicCatalog } from '#contracts';
import { applyTopics, KafkaConnection } from '#event-bus';
import { eventually } from './eventually';
import { keepRunning } from './running';
import { serversOf } from './servers-of';

/**
 * What the integration tests stand on, started by the test run itself: PostgreSQL always, Apache Kafka where it can run.
 * Suites run side by side, for they mostly wait; each of Jest's workers has servers of its own and runs one at a time.
 */
export default async function globalSetup({ maxWorkers }: { readonly maxWorkers: number }): Promise<void> {
  const hasKafka = await canRunKafka();
  const workers = Array.from({ length: maxWorkers }, (_, index) => String(index + 1));
  await Promise.all(workers.map((worker) => startServers(worker, hasKafka)));
}

/** Fetched once, before all want it. */
async function canRunKafka(): Promise<boolean> {
  if (process.env['OMNI_TEST_KAFKA_BOOTSTRAP'] !== undefined) return false;
  const programs = await findJavaAndMaven();
  if (programs !== undefined) {
    await kafkaJars(programs.mvn, console.log);
    return true;
  }
  if (process.env['OMNI_TEST_REQUIRE_ALL'] === '1') throw new Error('Java 17 and Maven are required here.');
  console.warn('Java 17 or Maven is missing: the suites run on the local broker only, Apache Kafka is left out.');
  return false;
}

async function startServers(worker: string, hasKafka: boolean): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'omninode-test-'));
  const names = serversOf(worker);
  if (process.env['OMNI_TEST_DATABASE_URL'] === undefined) {
    const settings = { fsync: 'off', max_connections: '200' };
    const log = (): void => undefined;
    const postgres = await startEmbeddedPostgres({ directory: join(directory, 'postgres'), log, settings });
    keepRunning(() => postgres.stop());
    process.env[names.database] = postgres.url;
  }
  if (!hasKafka) return;
  const kafka = await startApacheKafka({ directory: join(directory, 'kafka'), log: console.log });
  keepRunning(() => kafka.stop());
  // All at once and before any suite: Apache Kafka would refuse the second spelling of a topic later.
  const connection = new KafkaConnection({ brokers: [kafka.bootstrap], clientId: 'test' }, { debug: () => undefined });
  await applyTopics(connection, topicCatalog());
  const topics = topicCatalog().map(({ name }) => name);
  await eventually('Apache Kafka serves every topic', () => connection.administration.ends(topics), 60_000);
  process.env[names.kafka] = kafka.bootstrap;
}
