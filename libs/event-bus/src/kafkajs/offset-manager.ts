import OffsetManager from 'kafkajs/src/consumer/offsetManager';
import type { Cluster, CommitRequest, CommittedPartition, OffsetManager as Manager } from 'kafkajs-internals';
import { groupOf, type GroupState } from './group-state';

/** What a commit says about its topic, so that a later reader can tell whether it is still the same one. */
export interface CommitNote {
  /** Hexadecimal; left out where the broker has no topic ids. */
  readonly topic_id?: string;
  /**
   * How many partitions the topic had when the group began to read this one. It stays as it was when the topic grows: a
   * commit that is made before the new partitions are begun must not look as if they had been there.
   */
  readonly partitions: number;
}

/** What decides where a partition is read from. */
export interface StartQuestion {
  readonly partition: number;
  /** The group's commit; `null` where there is none. */
  readonly committed: { readonly offset: string; readonly note: CommitNote | null } | null;
  /** Notes of the group's commits on the topic's other partitions. */
  readonly others: readonly CommitNote[];
  /** Where what is stored of the partition ends; `null`: nothing is; left out where only the commit counts. */
  readonly stored?: string | null;
  readonly topicId: string | undefined;
  /** The topic, or this position in it, became invalid while the consumer ran. */
  readonly invalid: boolean;
  readonly fromBeginning: boolean;
}

export type StartDecision = { readonly offset: string } | 'earliest' | 'latest';

/**
 * A commit counts as long as it speaks of this topic and not of one that had its name. Without a commit, `latest` is
 * for what was there before the group: a partition that was added later, or a topic made later, is read from its
 * beginning, because everything in it is news. A commit beyond what is stored is of a store that has lost something.
 */
export function decideStart(question: StartQuestion): StartDecision {
  const { committed, stored, invalid, topicId, partition, others, fromBeginning } = question;
  const speaksOf = (note: CommitNote | null): boolean =>
    note?.topic_id === undefined || topicId === undefined || note.topic_id === topicId;
  if (invalid) return 'earliest';
  if (committed !== null) {
    if (!speaksOf(committed.note) || stored === null) return 'earliest';
    return { offset: stored !== undefined && BigInt(stored) < BigInt(committed.offset) ? stored : committed.offset };
  }
  const wasAdded = others.some((note) => speaksOf(note) && partition >= note.partitions);
  return fromBeginning || wasAdded ? 'earliest' : 'latest';
}

/**
 * Positions with what they are about as it is known now: a commit that waits or is tried again must not speak of a topic
 * that has taken the name meanwhile.
 */
export function noted<Position extends Pending>(
  cluster: Cluster | undefined,
  positions: readonly Position[],
): (Position & { metadata?: string })[] {
  const state = cluster && groupOf(cluster);
  return positions.map((position) => {
    return cluster === undefined || state === undefined
      ? { ...position }
      : { ...position, metadata: noteOf(cluster, state, position) };
  });
}

/** The note of a commit on this partition, as Kafka keeps it beside the offset. */
function noteOf(cluster: Cluster, state: GroupState, place: Pending): string {
  const topicId = state.topicId(place.topic);
  const partitions = state.sizeAtStart(place) ?? cluster.findTopicPartitionMetadata(place.topic).length;
  const note: CommitNote = { ...(topicId !== undefined && { topic_id: topicId }), partitions };
  return JSON.stringify(note);
}

/** `null` for what others wrote. */
export function readNote(text: string | null): CommitNote | null {
  try {
    const note = JSON.parse(text ?? '') as Partial<CommitNote> | null;
    if (typeof note?.partitions !== 'number') return null;
    return { partitions: note.partitions, ...(typeof note.topic_id === 'string' && { topic_id: note.topic_id }) };
  } catch {
    return null;
  }
}

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

interface Pending {
  readonly topic: string;
  readonly partition: number;
}

interface Found extends Pending {
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
function pendingOf(manager: Manager): Pending[] {
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
  place: Pending,
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
  decided: readonly (Pending & { readonly decision: StartDecision })[],
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
