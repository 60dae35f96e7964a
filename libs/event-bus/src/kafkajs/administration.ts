import { ConfigResourceTypes, KafkaJSAggregateError, type Admin, type Kafka } from 'kafkajs';
import type { TopicSpec } from '#contracts';
import { pause } from '../signals';
import type { TopicNames } from '../topic-names';

/** A topic as the broker has it; `config` holds at least the settings that the catalog names. */
export interface TopicState {
  readonly partitions: number;
  readonly config: Readonly<Record<string, string>>;
}

/** A topic the broker does not create, and why. */
export interface TopicRefusal {
  readonly topic: string;
  readonly reason: string;
}

/** A topic that was created just now may have no leader for a moment; kafkajs itself retries other errors only. */
const LEADER_ATTEMPTS = 25;
const LEADER_DELAY_MS = 200;

const LEADERS_DEADLINE_MS = 15_000;
const LOOK_EVERY_MS = 50;

/** Does `work` over a connection of its own. */
export async function administer<Result>(kafka: Kafka, work: (admin: Admin) => Promise<Result>): Promise<Result> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}

/** What is in a partition: offsets from the first record that is kept to behind the last. */
export interface Range {
  readonly topic: string;
  readonly partition: number;
  readonly beginning: string;
  readonly end: string;
}

/** Where each partition of the topic ends now; rejects when it has no leader within 5 s. */
export async function endsOf(admin: Pick<Admin, 'fetchTopicOffsets'>, topic: string) {
  const ranges = await rangesOf(admin, topic);
  return ranges.map(({ partition, end }) => ({ topic, partition, offset: end }));
}

/** What each partition of the topic holds now; rejects when it has no leader within 5 s. */
export async function rangesOf(admin: Pick<Admin, 'fetchTopicOffsets'>, topic: string): Promise<Range[]> {
  for (let attempt = 1; ; attempt++) {
    try {
      const offsets = await admin.fetchTopicOffsets(topic);
      return offsets.map(({ partition, low, high }) => ({ topic, partition, beginning: low, end: high }));
    } catch (error) {
      const retriable = error instanceof Error && 'retriable' in error && error.retriable === true;
      if (!retriable || attempt === LEADER_ATTEMPTS) throw error;
      await pause(LEADER_DELAY_MS);
    }
  }
}

/** How far a group is in a partition. */
export interface Reader {
  readonly group: string;
  /** Whether it has members. */
  readonly isActive: boolean;
  readonly topic: string;
  readonly partition: number;
  /** The next one that it reads. */
  readonly offset: string;
}

/** What is asked of a broker at once. */
const GROUPS_AT_ONCE = 20;

/** Where these groups are, or all that there are, in those of `topics` that exist. */
export async function readersOf(
  admin: Admin,
  topics: readonly string[],
  groups?: readonly string[],
): Promise<readonly Reader[]> {
  const onBroker = new Set(await admin.listTopics());
  const there = topics.filter((topic) => onBroker.has(topic));
  if (there.length === 0) return [];
  const ids = groups ?? (await admin.listGroups()).groups.map(({ groupId }) => groupId);
  const readers: Reader[] = [];
  for (let at = 0; at < ids.length; at += GROUPS_AT_ONCE) {
    const some = ids.slice(at, at + GROUPS_AT_ONCE);
    const described = await admin.describeGroups(some);
    const active = new Set(described.groups.filter(({ members }) => members.length > 0).map(({ groupId }) => groupId));
    const found = await Promise.all(some.map((group) => committed(admin, group, there)));
    readers.push(...found.flat().map((one) => ({ ...one, isActive: active.has(one.group) })));
  }
  return readers;
}

async function committed(admin: Admin, groupId: string, topics: readonly string[]) {
  const found = await admin.fetchOffsets({ groupId, topics: [...topics] });
  return found.flatMap(({ topic, partitions }) =>
    partitions
      .filter(({ offset }) => BigInt(offset) >= 0n)
      .map(({ partition, offset }) => ({ group: groupId, topic, partition, offset })),
  );
}

/**
 * How many offsets each of these topics has given out since an instant, transaction markers included. Topics that are
 * not on the broker are left out, and are not created by asking.
 */
export async function recordsSince(
  admin: Admin,
  topics: readonly string[],
  since: Date,
): Promise<ReadonlyMap<string, number>> {
  const onBroker = new Set(await admin.listTopics());
  const counted = topics
    .filter((topic) => onBroker.has(topic))
    .map(async (topic) => {
      const ends = await endsOf(admin, topic);
      const begins = await admin.fetchTopicOffsetsByTimestamp(topic, since.getTime());
      const begin = new Map(begins.map(({ partition, offset }) => [partition, BigInt(offset)]));
      const spans = ends.map(({ partition, offset }) =>
        Number(BigInt(offset) - (begin.get(partition) ?? BigInt(offset))),
      );
      return [
        topic,
        Math.max(
          0,
          spans.reduce((sum, span) => sum + span, 0),
        ),
      ] as const;
    });
  return new Map(await Promise.all(counted));
}

/** Those of `topics` that exist, with their settings. */
export async function describeTopics(admin: Admin, topics: readonly string[]): Promise<Map<string, TopicState>> {
  const onBroker = new Set(await admin.listTopics());
  const names = topics.filter((name) => onBroker.has(name));
  if (names.length === 0) return new Map();
  const metadata = await admin.fetchTopicMetadata({ topics: names });
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: names.map((name) => ({ type: ConfigResourceTypes.TOPIC, name })),
  });
  const configs = new Map(resources.map(({ resourceName, configEntries }) => [resourceName, configEntries]));
  return new Map(
    metadata.topics.map(({ name, partitions }) => {
      const entries = (configs.get(name) ?? []).map(({ configName, configValue }) => [configName, configValue]);
      return [name, { partitions: partitions.length, config: Object.fromEntries(entries) as Record<string, string> }];
    }),
  );
}

/**
 * One request for all of them, because Apache Kafka refuses a topic that differs from an existing one only in `.` and
 * `_` (both make one metric name), and the catalog's two styles do. Within one request it lets them pass. On up to three
 * replicas. Waits until they can be used, unless it only asks whether they could be created.
 */
export async function createTopics(
  admin: Admin,
  topics: readonly TopicSpec[],
  validateOnly: boolean,
): Promise<readonly TopicRefusal[]> {
  if (topics.length === 0) return [];
  const { brokers } = await admin.describeCluster();
  const replicationFactor = Math.min(3, brokers.length);
  const wanted = topics.map(({ name, partitions, replicas, config }) => ({
    topic: name,
    numPartitions: partitions,
    replicationFactor: replicas ?? replicationFactor,
    configEntries: Object.entries(config).map(([configName, value]) => ({ name: configName, value })),
  }));
  const refused = await admin
    .createTopics({ validateOnly, waitForLeaders: false, topics: wanted })
    .then(() => [], refusals);
  if (!validateOnly) await untilLed(admin, namesBut(topics, refused));
  return refused;
}

/** What kafkajs says about each topic that was not created; its typings leave the class out. */
interface CreateTopicError extends Error {
  readonly topic: string;
  /** The broker's error by its name in the protocol. */
  readonly type: string;
}

/** The same by our names of topics. */
export function renameRefusals(error: unknown, names: TopicNames): never {
  if (error instanceof KafkaJSAggregateError) {
    for (const one of error.errors as readonly Error[] as readonly (Error & { topic: string })[])
      one.topic = names.ofBroker(one.topic);
  }
  throw error;
}

function refusals(error: unknown): readonly TopicRefusal[] {
  if (!(error instanceof KafkaJSAggregateError)) throw error;
  return (error.errors as readonly Error[] as readonly CreateTopicError[])
    .filter(({ type }) => type !== 'TOPIC_ALREADY_EXISTS')
    .map(({ topic, type, message }) => ({ topic, reason: `${message} (${type})` }));
}

function namesBut(topics: readonly TopicSpec[], refused: readonly TopicRefusal[]): string[] {
  const left = new Set(refused.map(({ topic }) => topic));
  return topics.map(({ name }) => name).filter((name) => !left.has(name));
}

/** A topic may be used when each partition has a leader. kafkajs would wait for that only when none was refused. */
async function untilLed(admin: Admin, topics: readonly string[]): Promise<void> {
  const deadline = performance.now() + LEADERS_DEADLINE_MS;
  while (topics.length > 0 && !(await led(admin, topics))) {
    if (performance.now() > deadline) {
      throw new Error('the topics were created, but the broker does not serve them yet');
    }
    await pause(LOOK_EVERY_MS);
  }
}

async function led(admin: Admin, topics: readonly string[]): Promise<boolean> {
  try {
    const metadata = await admin.fetchTopicMetadata({ topics: [...topics] });
    return metadata.topics.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0));
  } catch {
    return false;
  }
}
