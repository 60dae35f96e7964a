import { startLocalBroker } from '../../local-broker/src/index';
import { findJavaAndMaven, startApacheKafka } from './apache-kafka';
import type { StackConfig } from './config';
import { localPath } from './project';

export interface Broker {
  readonly kind: string;
  readonly bootstrap: string;
  stop(): Promise<void>;
}

export const KAFKA_DIRECTORY = localPath('kafka');

/** The broker that is given, else Apache Kafka where Java and Maven are present, else the one in memory. */
export async function findOrStartBroker(config: StackConfig, say: (line: string) => void): Promise<Broker> {
  if (config.kafkaBootstrapServers !== undefined) {
    return { kind: 'given', bootstrap: config.kafkaBootstrapServers, stop: async () => undefined };
  }
  const port = config.ports.kafka;
  if ((await findJavaAndMaven()) !== undefined) {
    say('Starting Apache Kafka …');
    const kafka = await startApacheKafka({ directory: KAFKA_DIRECTORY, port, log: say });
    return { kind: 'Apache Kafka', bootstrap: kafka.bootstrap, stop: () => kafka.stop() };
  }
  say('Java 17 and Maven were not found: using the local broker, which keeps messages in memory only.');
  const broker = await startLocalBroker({ port });
  return { kind: 'local broker, in memory', bootstrap: broker.bootstrap, stop: () => broker.stop() };
}
