import type { Cluster, TopicPartitions } from 'kafkajs-internals';
import { topicIdOf } from './broker-metadata';

/** Where reading begins on a partition. */
export interface Start {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  /** What was there before is not there any more: the topic was made again, or its log was cut. */
  readonly reset: boolean;
  /** How far the group had committed, where less than that is stored. */
  readonly committed?: string;
}

/**
 * Where what is stored of these topics ends, for consumers whose store may lose what it had (a backup was restored). The
 * group's commits are not believed beyond it; of a partition that is not named nothing is stored.
 */
export type StoredEnds = (
  topics: readonly string[],
) => Promise<readonly Pick<Start, 'topic' | 'partition' | 'offset'>[]>;

/** What a corrected consumer tells its owner. */
export interface GroupEvents {
  /** Before the first fetch from a partition, and whenever reading has to go on from somewhere else. */
  onStart?(start: Start): void;
  /** Another topic has taken the name: offsets seen so far mean nothing any more. */
  onReplaced?(topic: string): void;
  /** Reading this topic is not allowed, or is again; told when it changes. */
  onReadable?(topic: string, readable: boolean): void;
  /** Where it is asked for and fails, partitions wait for it. */
  readonly storedEnds?: StoredEnds;
  /** Ids of topics as they were last looked at: whoever keeps positions from one consumer to the next keeps these too. */
  readonly topicIds?: Map<string, string>;
}

/** What is remembered about one consumer's topics for as long as its connections last, but for their ids. */
export class GroupState {
  readonly events: GroupEvents;
  readonly #ids: Map<string, string>;
  readonly #missing = new Set<string>();
  readonly #replaced = new Set<string>();
  readonly #resets = new Set<string>();
  readonly #forbidden = new Set<string>();
  readonly #sizes = new Map<string, number>();

  constructor(events: GroupEvents) {
    this.events = events;
    this.#ids = events.topicIds ?? new Map<string, string>();
  }

  /**
   * The first of these topics that was replaced by another of the same name since the last look, or `undefined`. A
   * broker without topic ids shows it only when a look falls into the time in between.
   */
  look(cluster: Cluster, assigned: readonly TopicPartitions[]): string | undefined {
    return assigned.find((one) => this.#isReplaced(one, cluster))?.topic;
  }

  /** The id of the topic as it was last looked at; `undefined` where the broker has no ids. */
  topicId(topic: string): string | undefined {
    return this.#ids.get(topic);
  }

  /** Whether the topic was made while this consumer ran, so that all of it is news. */
  isNew(topic: string): boolean {
    return this.#replaced.has(topic);
  }

  /** A partition of it was asked for just now. */
  mayRead(topic: string, allowed: boolean): void {
    if (allowed !== this.#forbidden.has(topic)) return;
    if (allowed) this.#forbidden.delete(topic);
    else this.#forbidden.add(topic);
    this.events.onReadable?.(topic, allowed);
  }

  /** The partition's position is of no use: the log there begins behind it or ends before it. */
  reset(topic: string, partition: number): void {
    this.#resets.add(`${topic}/${partition}`);
  }

  isReset(topic: string, partition: number): boolean {
    return this.#resets.has(`${topic}/${partition}`);
  }

  /** The group began to read this partition when its topic had so many. */
  begins({ topic, partition }: Pick<Start, 'topic' | 'partition'>, partitions: number): void {
    this.#sizes.set(`${topic}/${partition}`, partitions);
  }

  /** `undefined` for partitions that this consumer has not begun. */
  sizeAtStart({ topic, partition }: Pick<Start, 'topic' | 'partition'>): number | undefined {
    return this.#sizes.get(`${topic}/${partition}`);
  }

  started(start: Start): void {
    this.#resets.delete(`${start.topic}/${start.partition}`);
    this.events.onStart?.(start);
  }

  #isReplaced({ topic, partitions }: TopicPartitions, cluster: Cluster): boolean {
    if (cluster.findTopicPartitionMetadata(topic).length === 0) {
      this.#missing.add(topic);
      return false;
    }
    const id = topicIdOf(cluster, topic);
    const before = this.#ids.get(topic);
    const cameBack = this.#missing.delete(topic);
    if (id !== undefined) this.#ids.set(topic, id);
    const replaced = id === undefined ? cameBack : before !== undefined && before !== id;
    if (replaced) {
      this.#replaced.add(topic);
      // With ids, the commit's note tells whether it speaks of the old topic.
      if (id === undefined) for (const partition of partitions) this.reset(topic, partition);
      this.events.onReplaced?.(topic);
    }
    return replaced;
  }
}

const states = new WeakMap<Cluster, GroupState>();

/** Marks the consumer that uses this cluster as one of ours: only those are corrected. */
export function rememberGroup(cluster: Cluster, state: GroupState): void {
  states.set(cluster, state);
}

export function groupOf(cluster: Cluster): GroupState | undefined {
  return states.get(cluster);
}
