// oxlint-disable-next-line typescript/triple-slash-reference -- ambient modules, also for builds of one app
/// <reference path="./kafkajs/internals.d.ts" />
import {
  CompressionTypes,
  Kafka,
  logLevel,
  type Admin,
  type Consumer,
  type EachBatchPayload,
  type SASLOptions,
} from 'kafkajs';
import type { Cluster } from 'kafkajs-internals';
import type { AnyOutboundRecord, TopicSpec } from '#contracts';
import { byTopic } from './kafka-records';
import {
  administer,
  createTopics,
  describeTopics,
  endsOf,
  rangesOf,
  readersOf,
  recordsSince,
  type Range,
  type Reader,
  type TopicRefusal,
  type TopicState,
} from './kafkajs/administration';
import { explained } from './kafkajs/access-error';
import { correctedAssigner } from './kafkajs/corrections';
import { ExactlyOnceSender, type ExactlyOnceOptions } from './kafkajs/exactly-once-sender';
import { endsFor, topicsOn } from './kafkajs/from-cluster';
import { describeGroup, type GroupDescription } from './kafkajs/group-description';
import { groupLags, type GroupLag } from './kafkajs/group-lag';
import type { GroupEvents } from './kafkajs/group-state';
import { moveGroup } from './kafkajs/move-group';
import { noted } from './kafkajs/offset-manager';
import { rethrow } from './kafkajs/send-errors';
import type { FetchedSet } from './kafkajs/fetch-response';
import { partitioner } from './kafkajs/partitioner';
import { renamedEvents } from './kafkajs/renamed-events';
import { renamingAdmin } from './kafkajs/renaming-admin';
import type { Piece } from './kafkajs/piece';
import { deleteRecords, topicDetails, type TopicDetails } from './kafkajs/topic-details';
import type { BusLog, ConnectionSettings, SaslSettings } from './settings';
import { Sockets } from './sockets';
import { TopicNames } from './topic-names';

/** Where a group's commit stands: the next offset to read, as Kafka counts it. */
export interface Position {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}

export interface Sender {
  /** Resolves when every record is acknowledged by all in-sync replicas. Rejects as a whole. */
  send(records: readonly AnyOutboundRecord[]): Promise<void>;
  disconnect(): Promise<void>;
}

/** What a consumer tells its owner; `Batch.heartbeat` throws when the group rebalances and must be let through. */
export interface Batch {
  readonly topic: string;
  readonly partition: number;
  readonly highWatermark: string;
  /** Behind the last offset in it. */
  readonly end: bigint;
  /** Unpacked while they are read: no more is in memory than the piece that was asked for. */
  readonly pieces: AsyncIterable<Piece>;
  heartbeat(): Promise<void>;
  /** The client has moved on or stopped: what is not taken over yet will be fetched again. */
  isStale(): boolean;
}

export interface SubscriptionEvents extends GroupEvents {
  /** Resolves to the offset to go on from, or `null` when nothing was taken over. */
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
  /** Topics that are read from their beginning where the group has no position, whatever `fromBeginning` says. */
  readonly newTopics?: readonly string[];
  readonly fromBeginning: boolean;
  readonly sessionTimeoutMs: number;
  /** How soon a topic that vanished, grew or was replaced is noticed; default 5 s. */
  readonly lookForTopicsMs?: number;
}

export interface Subscription {
  commit(positions: readonly Position[]): Promise<void>;
  /** Continues reading there; what was fetched from elsewhere is dropped. */
  seek(positions: readonly Position[]): void;
  /** All topics that are on the broker now. */
  topics(): Promise<readonly string[]>;
  /** Where these partitions end for a reader of committed records; those without a leader are left out. */
  ends(partitions: readonly Pick<Position, 'topic' | 'partition'>[]): Promise<Position[]>;
  stop(): Promise<void>;
}

/** kafkajs has no patience of its own worth having across minutes; a worker waits for its broker as long as it takes. */
const RETRY = { initialRetryTime: 100, maxRetryTime: 2_000, retries: 5 };

/** The caller tries again and should know why soon; one retry covers metadata that were out of date. */
const SEND_RETRY = { ...RETRY, retries: 1 };

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

/** A fetch is kept until it is read to its end, beside what is in flight. */
const MAX_FETCH_BYTES = 4 * 1_048_576;

const LOOK_FOR_TOPICS_MS = 5_000;

/** The only place, beside the corrections of its client, that knows kafkajs. */
export class KafkaConnection {
  readonly #kafka: Kafka;
  readonly #settings: ConnectionSettings;
  readonly #sockets: Sockets;
  readonly #names: TopicNames;

  constructor(settings: ConnectionSettings, log: Pick<BusLog, 'debug'>) {
    this.#settings = settings;
    this.#sockets = new Sockets(settings.ssl ?? false);
    this.#names = new TopicNames(settings.topics);
    this.#kafka = new Kafka({
      brokers: [...settings.brokers],
      clientId: settings.clientId,
      // The sockets know; the client only wants to log it.
      ssl: this.#sockets.areEncrypted,
      sasl: settings.sasl && loginOf(settings.sasl),
      retry: RETRY,
      connectionTimeout: 3_000,
      requestTimeout: 30_000,
      socketFactory: this.#sockets.connect,
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
      // A topic is made with the settings of the catalog or not at all.
      allowAutoTopicCreation: false,
      createPartitioner: partitioner,
      retry: SEND_RETRY,
    });
    await this.#explain(() => producer.connect());
    return {
      send: async (records) => {
        const batch = {
          acks: -1,
          compression: CompressionTypes.GZIP,
          topicMessages: this.#names.toBroker(byTopic(records)),
        };
        await this.#explain(
          () => producer.sendBatch(batch).catch((error: unknown) => rethrow(error, records)),
          () => `write to ${[...new Set(records.map(({ topic }) => topic))].join(' or ')}`,
        );
      },
      disconnect: () => producer.disconnect(),
    };
  }

  /** For a sequence of records of which none may be lost or sent twice; needs a broker with transactions. */
  openExactlyOnce(options: ExactlyOnceOptions): Promise<ExactlyOnceSender> {
    return this.#explain(() => ExactlyOnceSender.open(this.#kafka, options, this.#names));
  }

  /** Joins the group and returns once the first fetch loop runs; rejects when the broker cannot be reached. */
  async subscribe(options: SubscribeOptions, events: SubscriptionEvents): Promise<Subscription> {
    let stopped = false;
    let cluster: Cluster | undefined;
    const { groupId, fromBeginning, sessionTimeoutMs, lookForTopicsMs } = options;
    const names = this.#names;
    const [topics, newTopics] = [options.topics, options.newTopics ?? []].map((some) =>
      some.map((topic) => names.onBroker(topic)),
    ) as [string[], string[]];
    const told = renamedEvents(events, names);
    const consumer = this.#kafka.consumer({
      groupId,
      sessionTimeout: sessionTimeoutMs,
      rebalanceTimeout: Math.max(60_000, sessionTimeoutMs),
      heartbeatInterval: Math.min(3_000, Math.floor(sessionTimeoutMs / 3)),
      maxWaitTimeInMs: MAX_WAIT_MS,
      maxBytes: MAX_FETCH_BYTES,
      partitionAssigners: [
        correctedAssigner(lookForTopicsMs ?? LOOK_FOR_TOPICS_MS, told, (used) => {
          cluster = used;
        }),
      ],
      // A crash that is noticed during or after the stop must not bring the member back to life.
      retry: { ...patience(sessionTimeoutMs), restartOnFailure: () => Promise.resolve(!stopped) },
    });
    const explain = (error: unknown) => explained(error, this.#settings, `join the group ${groupId}`) as Error;
    listen(consumer, { ...told, onCrash: (error, fatal) => told.onCrash(explain(error), fatal) }, () => stopped);
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: topics.filter((topic) => !newTopics.includes(topic)), fromBeginning });
      await consumer.subscribe({ topics: newTopics, fromBeginning: true });
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        eachBatch: (payload) => takeBatch(payload, events, names),
      });
    } catch (error) {
      stopped = true;
      await consumer.disconnect().catch(() => undefined);
      throw explain(error);
    }
    return {
      commit: (positions) => consumer.commitOffsets(noted(cluster, names.toBroker(positions))),
      seek: (positions) => {
        for (const position of names.toBroker(positions)) consumer.seek(position);
      },
      topics: async () => names.listed(await topicsOn(cluster)),
      ends: async (partitions) => names.fromBroker(await endsFor(cluster, names.toBroker(partitions))),
      stop: () => {
        stopped = true;
        return consumer.disconnect();
      },
    };
  }

  /** What a topic is called on this broker. */
  nameOnBroker(topic: string): string {
    return this.#names.onBroker(topic);
  }

  /** As it is to be on this broker. */
  configured(spec: TopicSpec): TopicSpec {
    return this.#names.configured(spec);
  }

  /** All topics that are on the broker. */
  topics(): Promise<readonly string[]> {
    return this.#administer((admin) => admin.listTopics());
  }

  /** Where each partition of these topics ends now; waits for topics that have no leader yet. */
  async ends(topics: readonly string[]): Promise<Position[]> {
    return this.#administer(async (admin) => {
      const ends = await Promise.all(topics.map((topic) => endsOf(admin, topic)));
      return ends.flat();
    });
  }

  /** What each partition of these topics holds now; waits for topics that have no leader yet. */
  async ranges(topics: readonly string[]): Promise<Range[]> {
    return this.#administer(async (admin) => {
      const ranges = await Promise.all(topics.map((topic) => rangesOf(admin, topic)));
      return ranges.flat();
    });
  }

  /** How many records each of these topics got since an instant, without those that are not on the broker. */
  recordsSince(topics: readonly string[], since: Date): Promise<ReadonlyMap<string, number>> {
    return this.#administer((admin) => recordsSince(admin, topics, since));
  }

  /** Those of `topics` that are on the broker, with their partitions and settings. */
  describeTopics(topics: readonly string[]): Promise<ReadonlyMap<string, TopicState>> {
    return this.#administer((admin) => describeTopics(admin, topics));
  }

  /** Resolves to those the broker refuses; `validateOnly` creates nothing. */
  createTopics(topics: readonly TopicSpec[], validateOnly = false): Promise<readonly TopicRefusal[]> {
    return this.#administer((admin) => createTopics(admin, topics, validateOnly));
  }

  /** Where these groups are, or all that there are, in the partitions of these topics on which they have committed. */
  readersOf(topics: readonly string[], groups?: readonly string[]): Promise<readonly Reader[]> {
    return this.#administer((admin) => readersOf(admin, topics, groups));
  }

  /** Consumer groups, whoever is in them, and how far behind they are. */
  groupLags(isWanted: (group: string) => boolean): Promise<readonly GroupLag[]> {
    return this.#administer((admin) => groupLags(admin, isWanted));
  }

  /** Names of all consumer groups. */
  async groups(): Promise<readonly string[]> {
    const { groups } = await this.#administer((admin) => admin.listGroups());
    return groups.map(({ groupId }) => groupId);
  }

  /** Who is in the group and how far it is. */
  describeGroup(group: string): Promise<GroupDescription> {
    return this.#administer((admin) => describeGroup(admin, group));
  }

  /** Where the group reads on when its members come back; rejects while it has some. */
  moveGroup(group: string, positions: readonly Position[]): Promise<void> {
    return this.#explain(() => moveGroup(this.#kafka, group, this.#names.toBroker(positions)));
  }

  /** The first offset of each partition whose record is not older than `instant`; its end where there is none. */
  async offsetsAt(topic: string, instant: Date): Promise<readonly Position[]> {
    const found = await this.#administer((admin) => admin.fetchTopicOffsetsByTimestamp(topic, instant.getTime()));
    return found.map(({ partition, offset }) => ({ topic, partition, offset }));
  }

  /** All that the broker says about topics that exist. */
  topicDetails(topics: readonly string[]): Promise<readonly TopicDetails[]> {
    return this.#administer((admin) => topicDetails(admin, topics));
  }

  /** Keys move to other partitions: what came before and what comes after are not in order. */
  async addPartitions(topic: string, count: number): Promise<void> {
    await this.#administer((admin) => admin.createPartitions({ topicPartitions: [{ topic, count }] }));
  }

  /** Deletes what is on a topic now, for all readers; resolves to what was there. */
  deleteRecords(topic: string): Promise<readonly Range[]> {
    return this.#administer((admin) => deleteRecords(admin, topic));
  }

  async deleteGroup(groupId: string): Promise<void> {
    await this.#administer((admin) => admin.deleteGroups([groupId]));
  }

  /** Whether the cluster can be asked anything. */
  answers(): Promise<boolean> {
    return this.#administer((admin) => admin.describeCluster()).then(
      () => true,
      () => false,
    );
  }

  #administer<Result>(work: (admin: Admin) => Promise<Result>): Promise<Result> {
    return this.#explain(() => administer(this.#kafka, (admin) => work(renamingAdmin(admin, this.#names))));
  }

  /** Does `work`; what the broker does not let us do is said in our words. */
  async #explain<Result>(work: () => Promise<Result>, wanted?: () => string): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      throw explained(error, this.#settings, wanted?.());
    }
  }

  /** Ends everything that still waits for the broker; nothing can be done with this connection from here on. */
  end(): void {
    this.#sockets.end();
  }
}

/** The client keeps the object, and reads the password from it with each log-in. */
function loginOf({ mechanism, username, password }: SaslSettings): SASLOptions {
  const login = { mechanism, username };
  return Object.defineProperty(login, 'password', { get: password }) as SASLOptions;
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
async function takeBatch(payload: EachBatchPayload, events: SubscriptionEvents, names: TopicNames): Promise<void> {
  const batch = payload.batch as unknown as FetchedBatch;
  const { partition, messages, highWatermark, fetchedOffset } = batch;
  const topic = names.ofBroker(batch.topic);
  const next = await events.onBatch({
    topic,
    partition,
    highWatermark,
    end: BigInt(batch.lastOffset()) + 1n,
    pieces: messages[0].recordSet.pieces({ topic, partition }, BigInt(fetchedOffset)),
    heartbeat: () => payload.heartbeat(),
    isStale: () => payload.isStale() || !payload.isRunning(),
  });
  if (next !== null) payload.resolveOffset((next - 1n).toString());
}
