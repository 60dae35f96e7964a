// oxlint-disable-next-line typescript/triple-slash-reference -- ambient modules, also for builds of one app
/// <reference path="./internals.d.ts" />
import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import type { Cluster } from 'kafkajs-internals';
import { explained } from './access-error';
import { noted } from './commit-note';
import { correctedAssigner } from './corrections';
import type { FetchedSet } from './fetch-response';
import { endsFor, topicsOn } from './from-cluster';
import type { GroupEvents } from './group-state';
import type { Piece } from './piece';
import { renamedEvents } from './renamed-events';
import type { ConnectionSettings } from '../settings';
import type { TopicNames } from '../topic-names';

/** Where a group's commit stands: the next offset to read, as Kafka counts it. */
export interface Position {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
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
  onRebalance?(): void;
  onAssigned?(assignment: Readonly<Record<string, readonly number[]>>): void;
  /** The broker was heard from just now. */
  onContact?(): void;
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

/** Which cluster, and what its topics are called. */
interface On {
  readonly kafka: Kafka;
  readonly names: TopicNames;
  readonly settings: ConnectionSettings;
}

/** Joins the group and returns once the first fetch loop runs; rejects when the broker cannot be reached. */
export async function subscribe(
  { kafka, names, settings }: On,
  options: SubscribeOptions,
  events: SubscriptionEvents,
): Promise<Subscription> {
  let stopped = false;
  let cluster: Cluster | undefined;
  const { groupId, fromBeginning, sessionTimeoutMs, lookForTopicsMs } = options;
  const [topics, newTopics] = [options.topics, options.newTopics ?? []].map((some) =>
    some.map((topic) => names.onBroker(topic)),
  ) as [string[], string[]];
  const told = renamedEvents(events, names);
  const consumer = kafka.consumer({
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
  const explain = (error: unknown) => explained(error, settings, `join the group ${groupId}`) as Error;
  listen(consumer, told, explain, () => stopped);
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

function listen(
  consumer: Consumer,
  events: SubscriptionEvents,
  explain: (error: unknown) => Error,
  stopped: () => boolean,
): void {
  const { GROUP_JOIN, REBALANCING, HEARTBEAT, FETCH, CRASH } = consumer.events;
  consumer.on(GROUP_JOIN, ({ payload }) => events.onAssigned?.(payload.memberAssignment));
  consumer.on(REBALANCING, () => events.onRebalance?.());
  consumer.on(HEARTBEAT, () => events.onContact?.());
  consumer.on(FETCH, () => events.onContact?.());
  consumer.on(CRASH, ({ payload }) => {
    if (!stopped()) events.onCrash(explain(payload.error), !payload.restart);
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
