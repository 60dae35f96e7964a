import OffsetManager from 'kafkajs/src/consumer/offsetManager';
import type { Cluster, CommitRequest, CommittedPartition, OffsetManager as Manager } from 'kafkajs-internals';
import { noteOf, readNote, type Place } from './commit-note';
import { decideStart, type StartDecision, type StartQuestion } from './decide-start';
import { groupOf, type GroupState } from './group-state';

/**
 * Corrects src/consumer/offsetManager for our consumers: positions are decided by `decideStart` and committed as soon
 * as they are known, so that a member that ends before its first commit costs no record with `latest` either
 * (apache/kafka#22784). Partitions without a leader wait for one. A commit says which topic it is about, and leaves out
 * topics that are gone: the broker would refuse it, and kafkajs would try again for a whole session.
 */
export function correctOffsetManager(): void {
  const { resolveOffsets, commitOffsets } = OffsetManager.prototype;
  OffsetManager.prototype.commitOffsets = function (offsets) {
    const isOurs = groupOf(this.cluster) !== undefined;
    return isOurs ? commit(this, offsets, commitOffsets) : commitOffsets.call(this, offsets);
  };
  OffsetManager.prototype.resolveOffsets = function () {
    const state = groupOf(this.cluster);
    return state === undefined ? resolveOffsets.call(this) : resolve(this, state);
  };
}

/** Positions come with their notes: see `noted`. */
async function commit(manager: Manager, { topics }: CommitRequest, send: Manager['commitOffsets']): Promise<void> {
  const { cluster } = manager;
  const there = topics.filter(({ topic }) => cluster.findTopicPartitionMetadata(topic).length > 0);
  try {
    if (there.length > 0) await send.call(manager, { topics: there });
  } catch (error) {
    const type = error instanceof Error && 'type' in error ? error.type : undefined;
    if (type === 'UNKNOWN_TOPIC_OR_PARTITION') await cluster.refreshMetadata();
    throw error;
  }
}

interface Found extends Place {
  readonly offset: string;
}

async function resolve(manager: Manager, state: GroupState): Promise<void> {
  const pending = pendingOf(manager);
  if (pending.length === 0) return;
  const topics = [...new Set(pending.map(({ topic }) => topic))];
  const committed = await readCommitted(manager, topics);
  const stored = await readStored(state, topics);
  if (stored === 'unknown') return;
  const decided = pending.map((place) => {
    const question = questionOf(place, committed, stored, manager, state);
    const reset = state.isNew(place.topic) || state.isReset(place.topic, place.partition);
    const decision = decideStart(question);
    const size = typeof decision === 'object' ? question.committed?.note?.partitions : undefined;
    state.begins(place, size ?? manager.cluster.findTopicPartitionMetadata(place.topic).length);
    return { ...place, decision, reset, committed: question.committed?.offset };
  });
  const found = new Map(
    [...(await look(manager, decided, 'earliest')), ...(await look(manager, decided, 'latest'))].map((place) => [
      `${place.topic}/${place.partition}`,
      place,
    ]),
  );
  await commitStarts(manager, state, [...found.values()]);
  for (const { topic, partition, decision, reset, committed: before } of decided) {
    const offset = typeof decision === 'object' ? decision.offset : found.get(`${topic}/${partition}`)?.offset;
    if (offset === undefined) continue;
    manager.clearOffsets({ topic, partition });
    (manager.committedOffsets()[topic] ??= {})[partition] = offset;
    const end = stored?.get(`${topic}/${partition}`) ?? '0';
    const isBehind = stored !== null && before !== undefined && BigInt(end) < BigInt(before);
    state.started({
      topic,
      partition,
      offset,
      reset: reset && typeof decision !== 'object',
      ...(isBehind && { committed: before }),
    });
  }
}

/** Assigned partitions that have a leader and no position yet. */
function pendingOf(manager: Manager): Place[] {
  return manager.topics.flatMap((topic) => {
    const led = new Set(ledPartitions(manager.cluster, topic));
    const positions = manager.committedOffsets()[topic] ?? {};
    return (manager.memberAssignment[topic] ?? [])
      .filter((partition) => led.has(partition) && !isPosition(positions[partition]))
      .map((partition) => ({ topic, partition }));
  });
}

function ledPartitions(cluster: Cluster, topic: string): number[] {
  return cluster
    .findTopicPartitionMetadata(topic)
    .flatMap(({ partitionId, leader }) => (leader < 0 ? [] : partitionId));
}

/** Special offsets (earliest, latest, none) are negative. kafkajs keeps some as text and some as its own long integers. */
function isPosition(offset: { toString(): string } | undefined): boolean {
  return offset !== undefined && !offset.toString().startsWith('-');
}

type Committed = ReadonlyMap<string, readonly CommittedPartition[]>;

/** All partitions are asked for, not only ours: the others tell how large the topic was. */
async function readCommitted(manager: Manager, topics: readonly string[]): Promise<Committed> {
  const coordinator = await manager.getCoordinator();
  const { responses } = await coordinator.offsetFetch({
    groupId: manager.groupId,
    topics: topics.map((topic) => ({
      topic,
      partitions: manager.cluster
        .findTopicPartitionMetadata(topic)
        .map(({ partitionId }) => ({ partition: partitionId })),
    })),
  });
  return new Map(
    responses.map(({ topic, partitions }) => [topic, partitions.filter(({ offset }) => isPosition(offset))]),
  );
}

/** By topic and partition; `null` where only commits count. */
type Stored = ReadonlyMap<string, string> | null;

async function readStored({ events }: GroupState, topics: readonly string[]): Promise<Stored | 'unknown'> {
  if (events.storedEnds === undefined) return null;
  try {
    const ends = await events.storedEnds(topics);
    return new Map(ends.map(({ topic, partition, offset }) => [`${topic}/${partition}`, offset]));
  } catch {
    return 'unknown';
  }
}

function questionOf(
  place: Place,
  committed: Committed,
  stored: Stored,
  manager: Manager,
  state: GroupState,
): StartQuestion {
  const { topic, partition } = place;
  const commits = committed.get(topic) ?? [];
  const own = commits.find((commit) => commit.partition === partition);
  return {
    partition,
    committed: own === undefined ? null : { offset: own.offset, note: readNote(own.metadata) },
    others: commits.flatMap(({ metadata }) => readNote(metadata) ?? []),
    ...(stored !== null && { stored: stored.get(`${topic}/${partition}`) ?? null }),
    topicId: state.topicId(topic),
    invalid: state.isReset(topic, partition) || (own === undefined && state.isNew(topic)),
    fromBeginning: manager.topicConfigurations[topic]?.fromBeginning ?? true,
  };
}

async function look(
  manager: Manager,
  decided: readonly (Place & { readonly decision: StartDecision })[],
  end: 'earliest' | 'latest',
): Promise<Found[]> {
  const byTopic = new Map<string, { partition: number }[]>();
  for (const { topic, partition, decision } of decided) {
    if (decision === end) byTopic.set(topic, [...(byTopic.get(topic) ?? []), { partition }]);
  }
  if (byTopic.size === 0) return [];
  const offsets = await manager.cluster.fetchTopicsOffset(
    [...byTopic].map(([topic, partitions]) => ({ topic, partitions, fromBeginning: end === 'earliest' })),
  );
  return offsets.flatMap(({ topic, partitions }) =>
    partitions.map(({ partition, offset }) => ({ topic, partition, offset })),
  );
}

async function commitStarts(manager: Manager, state: GroupState, starts: readonly Found[]): Promise<void> {
  if (starts.length === 0) return;
  const byTopic = new Map<string, { partition: number; offset: string; metadata: string }[]>();
  for (const { topic, partition, offset } of starts) {
    const metadata = noteOf(manager.cluster, state, { topic, partition });
    byTopic.set(topic, [...(byTopic.get(topic) ?? []), { partition, offset, metadata }]);
  }
  const { groupId, memberId, generationId } = manager;
  const coordinator = await manager.getCoordinator();
  await coordinator.offsetCommit({
    groupId,
    memberId,
    groupGenerationId: generationId,
    topics: [...byTopic].map(([topic, partitions]) => ({ topic, partitions })),
  });
}
