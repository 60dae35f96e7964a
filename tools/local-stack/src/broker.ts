import type { ConnectionSettings } from '#event-bus';
import { startLocalBroker } from '../../local-broker/src/index';
import { findJavaAndMaven, startApacheKafka } from './apache-kafka';
import type { StackConfig } from './config';
import { readyAfter, type Progress } from './progress';
import { KAFKA_DIRECTORY } from './stack-processes';

export interface Broker {
  readonly kind: string;
  readonly settings: ConnectionSettings;
  readonly stop: () => Promise<void>;
}

/** The broker that is given, else Apache Kafka where Java and Maven are present, else the one in memory. */
export async function findOrStartBroker(config: StackConfig, progress: Progress, signal: AbortSignal): Promise<Broker> {
  const { say } = progress;
  if (config.kafka !== undefined) return { kind: 'given', settings: config.kafka, stop: async () => undefined };
  const port = config.ports.kafka;
  const startedAt = Date.now();
  const broker = await progress.during('starting the broker', start());
  const settings = { brokers: [broker.bootstrap], clientId: 'local-stack' };
  say(`${broker.kind}: ${readyAfter(startedAt)}`);
  return { kind: broker.kind, settings, stop: () => broker.stop() };

  async function start() {
    if ((await findJavaAndMaven()) !== undefined) {
      say('Starting Apache Kafka …');
      const kafka = await startApacheKafka({ directory: KAFKA_DIRECTORY, port, log: say, signal });
      return { kind: 'Apache Kafka', bootstrap: kafka.bootstrap, stop: () => kafka.stop() };
    }
    say('Java 17 and Maven were not found: using the local broker, which keeps messages in memory only.');
    const local = await startLocalBroker({ port, autoCreateTopics: false });
    return { kind: 'local broker, in memory', bootstrap: local.bootstrap, stop: () => local.stop() };
  }
}
