import type { Admin, Kafka } from 'kafkajs';
import type { TopicSpec } from '#contracts';
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
} from './administration';
import { describeGroup, type GroupDescription } from './group-description';
import { groupLags, type GroupLag } from './group-lag';
import { moveGroup } from './move-group';
import { renamingAdmin } from './renaming-admin';
import { deleteRecords, topicDetails, type TopicDetails } from './topic-details';
import type { Position } from './subscription';
import type { TopicNames } from '../topic-names';

/** What is asked of a cluster about topics and groups, and changed in them. Topics have our names. */
export class KafkaAdministration {
  readonly #kafka: Kafka;
  readonly #names: TopicNames;
  readonly #explain: <Result>(work: () => Promise<Result>) => Promise<Result>;

  /** `explain` does the work; what the broker does not let us do is said in our words. */
  constructor(kafka: Kafka, names: TopicNames, explain: <Result>(work: () => Promise<Result>) => Promise<Result>) {
    this.#kafka = kafka;
    this.#names = names;
    this.#explain = explain;
  }

  /** All topics that are on the broker. */
  topics(): Promise<readonly string[]> {
    return this.#ask((admin) => admin.listTopics());
  }

  /** Where each partition of these topics ends now; waits for topics that have no leader yet. */
  async ends(topics: readonly string[]): Promise<Position[]> {
    return this.#ask(async (admin) => {
      const ends = await Promise.all(topics.map((topic) => endsOf(admin, topic)));
      return ends.flat();
    });
  }

  /** What each partition of these topics holds now; waits for topics that have no leader yet. */
  async ranges(topics: readonly string[]): Promise<Range[]> {
    return this.#ask(async (admin) => {
      const ranges = await Promise.all(topics.map((topic) => rangesOf(admin, topic)));
      return ranges.flat();
    });
  }

  /** How many records each of these topics got since an instant, without those that are not on the broker. */
  recordsSince(topics: readonly string[], since: Date): Promise<ReadonlyMap<string, number>> {
    return this.#ask((admin) => recordsSince(admin, topics, since));
  }

  /** Those of `topics` that are on the broker, with their partitions and settings. */
  describeTopics(topics: readonly string[]): Promise<ReadonlyMap<string, TopicState>> {
    return this.#ask((admin) => describeTopics(admin, topics));
  }

  /** Resolves to those the broker refuses; `validateOnly` creates nothing. */
  createTopics(topics: readonly TopicSpec[], validateOnly = false): Promise<readonly TopicRefusal[]> {
    return this.#ask((admin) => createTopics(admin, topics, validateOnly));
  }

  /** Where these groups are, or all that there are, in the partitions of these topics on which they have committed. */
  readersOf(topics: readonly string[], groups?: readonly string[]): Promise<readonly Reader[]> {
    return this.#ask((admin) => readersOf(admin, topics, groups));
  }

  /** Consumer groups, whoever is in them, and how far behind they are. */
  groupLags(isWanted: (group: string) => boolean): Promise<readonly GroupLag[]> {
    return this.#ask((admin) => groupLags(admin, isWanted));
  }

  /** Names of all consumer groups. */
  async groups(): Promise<readonly string[]> {
    const { groups } = await this.#ask((admin) => admin.listGroups());
    return groups.map(({ groupId }) => groupId);
  }

  /** Who is in the group and how far it is. */
  describeGroup(group: string): Promise<GroupDescription> {
    return this.#ask((admin) => describeGroup(admin, group));
  }

  /** Where the group reads on when its members come back; rejects while it has some. */
  moveGroup(group: string, positions: readonly Position[]): Promise<void> {
    return this.#explain(() => moveGroup(this.#kafka, group, this.#names.toBroker(positions)));
  }

  /** The first offset of each partition whose record is not older than `instant`; its end where there is none. */
  async offsetsAt(topic: string, instant: Date): Promise<readonly Position[]> {
    const found = await this.#ask((admin) => admin.fetchTopicOffsetsByTimestamp(topic, instant.getTime()));
    return found.map(({ partition, offset }) => ({ topic, partition, offset }));
  }

  /** All that the broker says about topics that exist. */
  topicDetails(topics: readonly string[]): Promise<readonly TopicDetails[]> {
    return this.#ask((admin) => topicDetails(admin, topics));
  }

  /** Keys move to other partitions: what came before and what comes after are not in order. */
  async addPartitions(topic: string, count: number): Promise<void> {
    await this.#ask((admin) => admin.createPartitions({ topicPartitions: [{ topic, count }] }));
  }

  /** Deletes what is on a topic now, for all readers; resolves to what was there. */
  deleteRecords(topic: string): Promise<readonly Range[]> {
    return this.#ask((admin) => deleteRecords(admin, topic));
  }

  async deleteGroup(groupId: string): Promise<void> {
    await this.#ask((admin) => admin.deleteGroups([groupId]));
  }

  /** Whether the cluster can be asked anything. */
  answers(): Promise<boolean> {
    return this.#ask((admin) => admin.describeCluster()).then(
      () => true,
      () => false,
    );
  }

  #ask<Result>(work: (admin: Admin) => Promise<Result>): Promise<Result> {
    return this.#explain(() => administer(this.#kafka, (admin) => work(renamingAdmin(admin, this.#names))));
  }
}
