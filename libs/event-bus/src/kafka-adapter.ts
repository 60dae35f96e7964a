import {
  CompressionTypes,
  ConfigResourceTypes,
  Kafka,
  KafkaJSAggregateError,
  logLevel,
  type Admin,
  type Consumer,
  type EachBatchPayload,
  type SASLOptions,
} from 'kafkajs';
import type { OutboundRecord } from '#contracts';
import { MessageTooLargeError } from './failures';
import { byTopic } from './kafka-records';
import { LAZY_RACK, type FetchedSet } from './kafkajs/fetch-response';
import type { Piece } from './kafkajs/piece';
import type { BusLog, ConnectionSettings } from './settings';
import { endsOf } from './topic-ends';

export type { Admin };

/** What kind of thing `describeConfigs` is asked about: a topic. */
export const TOPIC_RESOURCE = ConfigResourceTypes.TOPIC;

/** Where a group's commit stands: the next offset to read, as Kafka counts it. */
export interface Position {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}

export interface Sender {
  /** Resolves when every record is acknowledged by all in-sync replicas. Rejects as a whole. */
  send(records: readonly OutboundRecord[]): Promise<void>;
  disconnect(): Promise<void>;
}

/** What a consumer tells its owner; `Batch.heartbeat` throws when the group rebalances and must be let through. */
export interface Batch {
  readonly topic: string;
  readonly partition: number;
  readonly highWatermark: string;
  /** Read as they are asked for: what is not asked for is not unpacked. */
  readonly pieces: AsyncIterable<Piece>;
  heartbeat(): Promise<void>;
  /** The client has moved on or stopped: what is not taken over yet will be fetched again. */
  isStale(): boolean;
}

export interface SubscriptionEvents {
  /** Resolves to the offset to go on from, or `null`; what lies behind it is fetched again. */
  onBatch(batch: Batch): Promise<bigint | null>;
  onRebalance(): void;
  onAssigned(assignment: Readonly<Record<string, readonly number[]>>): void;
  /** The broker was heard from just now. */
  onContact(): void;
  /** `fatal`: the client gave up for good. */
  onCrash(error: Error, fatal: boolean): void;
}

export interface SubscribeOptions {
  readonly groupId: string;
  readonly topics: readonly string[];
  readonly fromBeginning: boolean;
  readonly sessionTimeoutMs: number;
}

export interface Subscription {
  commit(positions: readonly Position[]): Promise<void>;
  /** Continues reading there; what was fetched from elsewhere is dropped. */
  seek(positions: readonly Position[]): void;
  stop(): Promise<void>;
}

/** kafkajs has no patience of its own worth having across minutes; a worker waits for its broker as long as it takes. */
const RETRY = { initialRetryTime: 100, maxRetryTime: 2_000, retries: 5 };

/**
 * A consumer that crashes rejoins as a new member, and the group then waits until the old one's session has expired.
 * So it keeps trying as the member it is for as long as that session could last; after that, crashing loses nothing.
 */
function patience(sessionTimeoutMs: number) {
  const maxRetryTime = 1_000;
  return { initialRetryTime: 100, maxRetryTime, retries: Math.ceil(sessionTimeoutMs / maxRetryTime) };
}

/** An idle fetch is answered at once when a record arrives; this only bounds how long stopping takes. */
const MAX_WAIT_MS = 500;

/** The only place that knows kafkajs. */
export class KafkaConnection {
  readonly #kafka: Kafka;
  readonly #settings: ConnectionSettings;

  constructor(settings: ConnectionSettings, log: Pick<BusLog, 'debug'>) {
    this.#settings = settings;
    this.#kafka = new Kafka({
      brokers: [...settings.brokers],
      clientId: settings.clientId,
      ssl: settings.ssl,
      sasl: settings.sasl as SASLOptions | undefined,
      retry: RETRY,
      connectionTimeout: 3_000,
      requestTimeout: 30_000,
      logLevel: logLevel.WARN,
      logCreator:
        () =>
        ({ namespace, log: entry }) =>
          log.debug({ component: `kafkajs/${namespace}` }, entry.message),
    });
  }

  async connectProducer(): Promise<Sender> {
    const producer = this.#kafka.producer({
      idempotent: this.#settings.idempotent ?? true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: true,
      retry: RETRY,
    });
    await producer.connect();
    return {
      send: async (records) => {
        await producer
          .sendBatch({ acks: -1, compression: CompressionTypes.GZIP, topicMessages: byTopic(records) })
          .catch((error: unknown) => rethrow(error, records));
      },
      disconnect: () => producer.disconnect(),
    };
  }

  /** Joins the group and returns once the first fetch loop runs; rejects when the broker cannot be reached. */
  async subscribe(options: SubscribeOptions, events: SubscriptionEvents): Promise<Subscription> {
    let stopped = false;
    const consumer = this.#kafka.consumer({
      groupId: options.groupId,
      sessionTimeout: options.sessionTimeoutMs,
      rebalanceTimeout: Math.max(60_000, options.sessionTimeoutMs),
      heartbeatInterval: Math.min(3_000, Math.floor(options.sessionTimeoutMs / 3)),
      maxWaitTimeInMs: MAX_WAIT_MS,
      rackId: LAZY_RACK,
      // A crash that is noticed during or after the stop must not bring the member back to life.
      retry: { ...patience(options.sessionTimeoutMs), restartOnFailure: () => Promise.resolve(!stopped) },
    });
    listen(consumer, events, () => stopped);
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: [...options.topics], fromBeginning: options.fromBeginning });
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        eachBatch: (payload) => takeBatch(payload, events),
      });
    } catch (error) {
      stopped = true;
      await consumer.disconnect().catch(() => undefined);
      throw error;
    }
    return {
      commit: (positions) => consumer.commitOffsets([...positions]),
      seek: (positions) => {
        for (const position of positions) consumer.seek(position);
      },
      stop: () => {
        stopped = true;
        return consumer.disconnect();
      },
    };
  }

  /** Those of `topics` that are on the broker. */
  async existing(topics: readonly string[]): Promise<string[]> {
    const found = new Set(await this.administer((admin) => admin.listTopics()));
    return topics.filter((topic) => found.has(topic));
  }

  /** Where each partition of these topics ends now; waits for topics that have no leader yet. */
  async ends(topics: readonly string[]): Promise<Position[]> {
    return this.administer(async (admin) => {
      const ends = await Promise.all(topics.map((topic) => endsOf(admin, topic)));
      return ends.flat();
    });
  }

  /** An administrator's connection for the length of one piece of work. */
  async administer<Result>(work: (admin: Admin) => Promise<Result>): Promise<Result> {
    const admin = this.#kafka.admin({ retry: RETRY });
    await admin.connect();
    try {
      return await work(admin);
    } finally {
      await admin.disconnect();
    }
  }
}

/** What kafkajs says about each topic that was not created; its typings leave the class out. */
export interface CreateTopicError extends Error {
  readonly topic: string;
  /** The broker's error by its name in the protocol. */
  readonly type: string;
}

/** The topics that a `createTopics` was refused, or `null` when it failed as a whole. */
export function refusedTopics(error: unknown): readonly CreateTopicError[] | null {
  return error instanceof KafkaJSAggregateError ? (error.errors as readonly Error[] as CreateTopicError[]) : null;
}

/** The broker's own size limit may be lower than ours; it is the same "no". */
function rethrow(error: unknown, records: readonly OutboundRecord[]): never {
  const tooLarge = error instanceof Error && 'type' in error && error.type === 'MESSAGE_TOO_LARGE';
  const [first] = records;
  if (tooLarge && first !== undefined)
    throw new MessageTooLargeError(first.topic, Buffer.byteLength(first.value), null);
  throw error;
}

function listen(consumer: Consumer, events: SubscriptionEvents, stopped: () => boolean): void {
  const { GROUP_JOIN, REBALANCING, HEARTBEAT, FETCH, CRASH } = consumer.events;
  consumer.on(GROUP_JOIN, ({ payload }) => events.onAssigned(payload.memberAssignment));
  consumer.on(REBALANCING, () => events.onRebalance());
  consumer.on(HEARTBEAT, () => events.onContact());
  consumer.on(FETCH, () => events.onContact());
  consumer.on(CRASH, ({ payload }) => {
    if (!stopped()) events.onCrash(payload.error, !payload.restart);
  });
}

/** What kafkajs' typings leave out, and what stands for the messages. */
type FetchedBatch = Omit<EachBatchPayload['batch'], 'messages'> & {
  readonly fetchedOffset: string;
  readonly messages: readonly [FetchedSet];
};

/** The client's batch is one message that holds all that was fetched. */
async function takeBatch(payload: EachBatchPayload, events: SubscriptionEvents): Promise<void> {
  const { topic, partition, messages, highWatermark, fetchedOffset } = payload.batch as unknown as FetchedBatch;
  const next = await events.onBatch({
    topic,
    partition,
    highWatermark,
    pieces: messages[0].recordSet.pieces({ topic, partition }, BigInt(fetchedOffset)),
    heartbeat: () => payload.heartbeat(),
    isStale: () => payload.isStale() || !payload.isRunning(),
  });
  if (next !== null) payload.resolveOffset((next - 1n).toString());
}
