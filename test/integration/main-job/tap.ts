import { randomUUID } from 'node:crypto';
import {
  CompressionTypes,
  Kafka,
  logLevel,
  Partitioners,
  type Admin,
  type Consumer,
  type KafkaMessage,
  type Producer,
} from 'kafkajs';
import { eventually } from '../../support/eventually';
import { commitFromOutside, type Position } from './group-offsets';

/** A record as any Kafka client sees it. */
export interface Seen {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: string | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, string>>;
  /** As the client has it. */
  readonly message: KafkaMessage;
}

export interface ToSend {
  readonly topic: string;
  readonly key: string | Buffer | null;
  readonly value: string | Buffer | null;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Json = Record<string, unknown>;

/** A raw kafkajs client on the bus: what it sends is composed by the test, what it sees is what is on the topics. */
export class Tap {
  readonly admin: Admin;
  readonly #producer: Producer;
  readonly #consumer: Consumer;
  readonly #byTopic = new Map<string, Seen[]>();
  readonly #byKey = new Map<string, Seen[]>();
  /** Per partition, where reading began, and what comes after the last record seen. */
  readonly #begin = new Map<string, bigint>();
  readonly #next = new Map<string, bigint>();

  private constructor(kafka: Kafka, groupId: string) {
    this.admin = kafka.admin();
    this.#producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
    this.#consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 20 });
  }

  /** Sees every record of `topics` from now on. */
  static async open(bootstrap: string, topics: readonly string[]): Promise<Tap> {
    const groupId = `tap-${randomUUID()}`;
    const tap = new Tap(new Kafka({ brokers: [bootstrap], clientId: 'tap', logLevel: logLevel.NOTHING }), groupId);
    await tap.admin.connect();
    const ends = await tap.ends(topics);
    for (const { topic, partition, offset } of ends) tap.#begin.set(`${topic}/${partition}`, BigInt(offset));
    await commitFromOutside(bootstrap, groupId, ends);
    await Promise.all([tap.#producer.connect(), tap.#consumer.connect()]);
    await tap.#consumer.subscribe({ topics: [...topics] });
    await tap.#consumer.run({
      autoCommit: false,
      eachMessage: async ({ topic, partition, message }) => tap.#see(seen(topic, partition, message)),
    });
    return tap;
  }

  async close(): Promise<void> {
    await Promise.all([this.#producer.disconnect(), this.#consumer.disconnect(), this.admin.disconnect()]);
  }

  async send(...records: readonly ToSend[]): Promise<readonly Position[]> {
    const topics = [...new Set(records.map(({ topic }) => topic))];
    const sent = await this.#producer.sendBatch({
      compression: CompressionTypes.GZIP,
      topicMessages: topics.map((topic) => ({
        topic,
        messages: records
          .filter((record) => record.topic === topic)
          .map(({ key, value, headers }) => ({ key, value, headers })),
      })),
    });
    return sent.map(({ topicName, partition, baseOffset }) => ({
      topic: topicName,
      partition,
      offset: baseOffset ?? '-1',
    }));
  }

  /** The next offset of every partition of these topics. A topic that was just created is not served at once. */
  async ends(topics: readonly string[]): Promise<readonly Position[]> {
    const ends: Position[] = [];
    for (const topic of topics) {
      const partitions = await eventually(`the ends of ${topic}`, () => this.admin.fetchTopicOffsets(topic));
      ends.push(...partitions.map(({ partition, high }) => ({ topic, partition, offset: high })));
    }
    return ends;
  }

  /** What the group has committed on these topics; -1 where it has not. */
  async committed(groupId: string, topics: readonly string[]): Promise<readonly Position[]> {
    const offsets = await this.admin.fetchOffsets({ groupId, topics: [...topics] });
    return offsets.flatMap(({ topic, partitions }) =>
      partitions.map(({ partition, offset }) => ({ topic, partition, offset })),
    );
  }

  /** The records of a topic that carry this key, in the order of their partition. */
  keyed(topic: string, key: string): readonly Seen[] {
    return this.#byKey.get(`${topic}\n${key}`) ?? [];
  }

  on(topic: string): readonly Seen[] {
    return this.#byTopic.get(topic) ?? [];
  }

  /** The first record on `topic` with this key. */
  first(topic: string, key: string, deadlineMs?: number): Promise<Seen> {
    return eventually(`a record on ${topic} for ${key}`, () => this.keyed(topic, key)[0], deadlineMs);
  }

  /** All records on `topic` with this key, once there are `count`. */
  all(topic: string, key: string, count: number, deadlineMs?: number): Promise<readonly Seen[]> {
    const enough = (records: readonly Seen[]) => (records.length >= count ? records : undefined);
    return eventually(`${count} records on ${topic} for ${key}`, () => enough(this.keyed(topic, key)), deadlineMs);
  }

  /** Resolves when everything before these positions has been seen. */
  async readTo(positions: readonly Position[]): Promise<void> {
    const seenTo = ({ topic, partition, offset }: Position): boolean =>
      (this.#next.get(`${topic}/${partition}`) ?? this.#begin.get(`${topic}/${partition}`) ?? 0n) >= BigInt(offset);
    await eventually('the tap has read that far', () => positions.every(seenTo), 60_000);
  }

  #see(record: Seen): void {
    this.#next.set(`${record.topic}/${record.partition}`, BigInt(record.offset) + 1n);
    append(this.#byTopic, record.topic, record);
    append(this.#byKey, `${record.topic}\n${record.key}`, record);
  }
}

/** The value of a record as JSON. */
export function json(record: Seen): Json {
  return JSON.parse(record.value?.toString('utf8') ?? 'null') as Json;
}

function append(lists: Map<string, Seen[]>, name: string, record: Seen): void {
  const list = lists.get(name);
  if (list === undefined) lists.set(name, [record]);
  else list.push(record);
}

function seen(topic: string, partition: number, message: KafkaMessage): Seen {
  const { offset, key, value, headers = {} } = message;
  return {
    message,
    topic,
    partition,
    offset,
    key: key?.toString('utf8') ?? null,
    value,
    headers: Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, String(text)])),
  };
}
