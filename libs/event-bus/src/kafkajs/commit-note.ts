import type { Cluster } from 'kafkajs-internals';
import { groupOf, type GroupState } from './group-state';

export interface Place {
  readonly topic: string;
  readonly partition: number;
}

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

/**
 * Positions with what they are about as it is known now: a commit that waits or is tried again must not speak of a topic
 * that has taken the name meanwhile.
 */
export function noted<Position extends Place>(
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
export function noteOf(cluster: Cluster, state: GroupState, place: Place): string {
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
