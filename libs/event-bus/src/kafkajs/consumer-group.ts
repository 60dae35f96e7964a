import { setTimeout as sleep } from 'node:timers/promises';
import { KafkaJSStaleTopicMetadataAssignment } from 'kafkajs/src/errors';
import KafkaBatch from 'kafkajs/src/consumer/batch';
import ConsumerGroup from 'kafkajs/src/consumer/consumerGroup';
import { createErrorFromCode } from 'kafkajs/src/protocol/error';
import { requests } from 'kafkajs/src/protocol/requests';
import shuffle from 'kafkajs/src/utils/shuffle';
import type { Batch, FetchedPartition } from 'kafkajs-internals';
import { decodeFetch } from './fetch-response';
import { groupOf, type GroupState } from './group-state';
import { sendRequest } from './send-request';

const FETCH_KEY = 1;

const OFFSET_OUT_OF_RANGE = 1;
const TOPIC_AUTHORIZATION_FAILED = 29;
/**
 * What one partition may answer while others can be read: corrupt, unknown, no leader, another leader, replica away,
 * not allowed, storage error, fenced or unknown leader epoch, offset not available yet, unknown topic id.
 */
const OF_ONE_PARTITION = new Set([2, 3, 5, 6, 9, 29, 56, 74, 76, 78, 100, 103]);

/** A broker answers at once where a partition fails; until things have changed there it deserves a rest. */
const REST_MS = 200;

/**
 * Corrects src/consumer/consumerGroup for our consumers. One partition's failure is its own: kafkajs drops the whole
 * answer and joins the group again (tulios/kafkajs#1119), or crashes. A position the log does not have is read from the
 * log's beginning, whatever the reset policy: with `latest` records would be skipped. Heartbeats go by the monotonic
 * clock: kafkajs sends none while the wall clock is behind where it was. A seek that was asked for before a rebalance is
 * forgotten with the position it was about.
 */
export function correctConsumerGroup(): void {
  const { fetch, heartbeat, joinAndSync } = ConsumerGroup.prototype;
  ConsumerGroup.prototype.fetch = function (nodeId) {
    const state = groupOf(this.cluster);
    return state === undefined ? fetch.call(this, nodeId) : fetchFrom(this, state, nodeId);
  };
  ConsumerGroup.prototype.joinAndSync = async function () {
    await joinAndSync.call(this);
    if (groupOf(this.cluster) !== undefined) this.seekOffset.clear();
  };
  const beats = new WeakMap<ConsumerGroup, Beat>();
  ConsumerGroup.prototype.heartbeat = function ({ interval }) {
    if (groupOf(this.cluster) === undefined) return heartbeat.call(this, { interval });
    const beat = beats.get(this) ?? new Beat(this);
    beats.set(this, beat);
    return beat.after(interval);
  };
}

/** One group's heartbeats: never two at once, and none before its time. */
class Beat {
  readonly #group: ConsumerGroup;
  #last = performance.now();
  #underWay: Promise<void> | null = null;

  constructor(group: ConsumerGroup) {
    this.#group = group;
  }

  after(intervalMs: number): Promise<void> {
    if (this.#underWay === null && performance.now() < this.#last + intervalMs) return Promise.resolve();
    this.#underWay ??= this.#send().finally(() => {
      this.#underWay = null;
    });
    return this.#underWay;
  }

  async #send(): Promise<void> {
    const { groupId, memberId, generationId, coordinator, instrumentationEmitter } = this.#group;
    if (memberId === null) return;
    const request = { groupId, memberId, groupGenerationId: generationId };
    await coordinator.heartbeat(request);
    this.#last = performance.now();
    instrumentationEmitter.emit('consumer.heartbeat', request);
  }
}

async function fetchFrom(group: ConsumerGroup, state: GroupState, nodeId: string): Promise<Batch[]> {
  try {
    await lookAtTopics(group, state);
    const assigned = group.filterPartitionsByNode(nodeId, group.subscriptionState.assigned());
    await group.seekOffsets(assigned);
    const wanted = wantedOf(group, assigned);
    if (wanted.length === 0) {
      await sleep(group.maxWaitTime);
      return [];
    }
    return await batchesOf(group, state, wanted, await request(group, nodeId, wanted));
  } catch (error) {
    await group.recoverFromFetch(error);
    return [];
  }
}

async function lookAtTopics(group: ConsumerGroup, state: GroupState): Promise<void> {
  await group.cluster.refreshMetadataIfNecessary();
  const topic = state.look(group.cluster, group.subscriptionState.assigned());
  if (topic !== undefined) {
    throw new KafkaJSStaleTopicMetadataAssignment('Topic has been replaced', { topic, unknownPartitions: [] });
  }
  group.checkForStaleAssignment();
}

type FetchResponse = ReturnType<typeof decodeFetch>;

interface Wanted {
  readonly topic: string;
  readonly partitions: readonly {
    readonly partition: number;
    readonly fetchOffset: string;
    readonly maxBytes: number;
  }[];
}

function wantedOf(group: ConsumerGroup, assigned: ReturnType<ConsumerGroup['filterPartitionsByNode']>): Wanted[] {
  const positions = group.offsetManager.committedOffsets();
  const active = group.getActiveTopicPartitions();
  // A fetch is filled in the order it asks: nobody may always be the last (KIP-74).
  return shuffle(assigned)
    .map(({ topic, partitions }) => ({
      topic,
      partitions: shuffle(partitions)
        .filter((partition) => positions[topic]?.[partition] !== undefined && active[topic]?.has(partition) === true)
        .map((partition) => ({
          partition,
          fetchOffset: group.offsetManager.nextOffset(topic, partition).toString(),
          maxBytes: group.maxBytesPerPartition,
        })),
    }))
    .filter(({ partitions }) => partitions.length > 0);
}

async function request(group: ConsumerGroup, nodeId: string, topics: readonly Wanted[]): Promise<FetchResponse> {
  const broker = await group.cluster.findBroker({ nodeId });
  const { maxWaitTime, minBytes, maxBytes, isolationLevel, rackId } = group;
  const protocol = broker.lookupRequest(
    FETCH_KEY,
    requests.Fetch,
  )({ replicaId: -1, maxWaitTime, minBytes, maxBytes, isolationLevel, rackId, topics });
  const response = {
    decode: (payload: Buffer) => Promise.resolve(decodeFetch(payload, protocol.request.apiVersion)),
    parse: (decoded: unknown) => Promise.resolve(decoded as FetchResponse),
  };
  return sendRequest(broker, { ...protocol, response });
}

async function batchesOf(
  group: ConsumerGroup,
  state: GroupState,
  wanted: readonly Wanted[],
  { errorCode = 0, responses }: FetchResponse,
): Promise<Batch[]> {
  if (errorCode !== 0) throw createErrorFromCode(errorCode);
  const batches: Batch[] = [];
  let failed = false;
  for (const { topicName, partitions } of responses) {
    const positions = wanted.find(({ topic }) => topic === topicName)?.partitions ?? [];
    for (const fetched of partitions) {
      const { partition } = fetched;
      if (group.seekOffset.has(topicName, partition) || group.subscriptionState.isPaused(topicName, partition))
        continue;
      const fetchOffset = positions.find((position) => position.partition === partition)?.fetchOffset;
      if (fetchOffset === undefined) continue;
      if (isReadable(group, state, topicName, fetched)) batches.push(new KafkaBatch(topicName, fetchOffset, fetched));
      else failed = true;
    }
  }
  if (failed)
    await rest(
      group,
      batches.every((batch) => batch.isEmpty()),
    );
  return batches;
}

/** Whether the partition was read. What only time or a look at the metadata can change is left for the next fetch. */
function isReadable(group: ConsumerGroup, state: GroupState, topic: string, fetched: FetchedPartition): boolean {
  const { partition, errorCode } = fetched;
  state.mayRead(topic, errorCode !== TOPIC_AUTHORIZATION_FAILED);
  if (errorCode === 0) return true;
  if (errorCode === OFFSET_OUT_OF_RANGE) {
    state.reset(topic, partition);
    group.offsetManager.clearOffsets({ topic, partition });
  } else if (!OF_ONE_PARTITION.has(errorCode)) throw createErrorFromCode(errorCode);
  return false;
}

async function rest(group: ConsumerGroup, idle: boolean): Promise<void> {
  if (idle) await sleep(REST_MS);
  await group.cluster.refreshMetadata();
}
