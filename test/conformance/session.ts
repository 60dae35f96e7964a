import { randomUUID } from 'node:crypto';
import {
  Admin,
  Consumer,
  ITopicConfig,
  Kafka,
  KafkaMessage,
  logLevel,
  Partitioners,
  Producer,
  ProducerConfig,
} from 'kafkajs';
import { eventually } from '../support/eventually';
import { initProducer, RawClient } from './raw-client';

export interface Received {
  readonly partition: number;
  readonly message: KafkaMessage;
}

/** Clients of one broker for one suite; `end` disconnects whatever the tests opened. */
export class Session {
  readonly kafka: Kafka;
  readonly admin: Admin;
  private readonly open: Array<() => Promise<void>> = [];

  private constructor(readonly bootstrap: string) {
    this.kafka = new Kafka({ brokers: bootstrap.split(','), clientId: 'conformance', logLevel: logLevel.NOTHING });
    this.admin = this.kafka.admin({ retry: { retries: 2, initialRetryTime: 50 } });
  }

  /** Ready when groups and producer ids can be had: a fresh Apache Kafka first creates the topics for them. */
  static async start(bootstrap: string): Promise<Session> {
    const session = new Session(bootstrap);
    await session.admin.connect();
    await eventually(
      'groups can be asked for',
      async () => (await session.admin.fetchOffsets({ groupId: name('warm-up') })).length === 0,
      30_000,
    );
    const client = await session.raw();
    await eventually('producers can begin', async () => (await initProducer(client)).error === 0, 30_000);
    return session;
  }

  async end(): Promise<void> {
    await Promise.all(this.open.map((close) => close()));
    await this.admin.disconnect();
  }

  async topic(partitions = 1, config: Readonly<Record<string, string>> = {}): Promise<string> {
    const topic = name('topic');
    await this.admin.createTopics({ topics: [planOf(topic, partitions, config)] });
    return topic;
  }

  async producer(config: ProducerConfig = {}): Promise<Producer> {
    const producer = this.kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner, ...config });
    await producer.connect();
    this.open.push(() => producer.disconnect());
    return producer;
  }

  async raw(): Promise<RawClient> {
    const client = await RawClient.connect(this.bootstrap);
    this.open.push(async () => client.close());
    return client;
  }

  /** A consumer that reads the topic from its beginning into the returned array. */
  async consume(topic: string, groupId = name('group')): Promise<{ consumer: Consumer; received: Received[] }> {
    const consumer = this.kafka.consumer({
      groupId,
      sessionTimeout: 6000,
      heartbeatInterval: 200,
      maxWaitTimeInMs: 300,
    });
    const received: Received[] = [];
    await consumer.connect();
    this.open.push(() => consumer.disconnect());
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({ eachMessage: async ({ partition, message }) => void received.push({ partition, message }) });
    return { consumer, received };
  }
}

/** A name no other test uses. */
export function name(kind: string): string {
  return `conformance-${kind}-${randomUUID()}`;
}

export function planOf(topic: string, numPartitions: number, config: Readonly<Record<string, string>>): ITopicConfig {
  const configEntries = Object.entries(config).map(([key, value]) => ({ name: key, value }));
  return { topic, numPartitions, configEntries };
}

/** The official names of the protocol errors behind a rejection of the client library. */
export async function errorTypes(action: Promise<unknown>): Promise<string[]> {
  try {
    await action;
    return [];
  } catch (error) {
    return typesOf(error);
  }
}

/** Some rejections bundle several, as `errors` or as `groups`. */
function typesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [`not an error: ${typeof error}`];
  if ('errors' in error && Array.isArray(error.errors)) return error.errors.flatMap(typesOf);
  if ('groups' in error && Array.isArray(error.groups)) {
    return error.groups.flatMap((one: { error?: unknown }) => typesOf(one.error));
  }
  if ('type' in error && typeof error.type === 'string') return [error.type];
  return error.cause === undefined ? [error.message] : typesOf(error.cause);
}
