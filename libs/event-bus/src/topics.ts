import type { TopicSpec } from '#contracts';
import { refusedTopics, TOPIC_RESOURCE, type Admin, type KafkaConnection } from './kafka-adapter';
import { pause } from './signals';

const LEADERS_DEADLINE_MS = 15_000;
const LOOK_EVERY_MS = 50;

/** A topic as the broker has it; `config` holds at least the settings that the catalog names. */
export interface TopicState {
  readonly partitions: number;
  readonly config: Readonly<Record<string, string>>;
}

export interface TopicDifference {
  readonly topic: string;
  /** A topic setting as Kafka spells it, or `partitions`. */
  readonly setting: string;
  readonly wanted: string;
  readonly found: string | undefined;
}

export interface TopicPlan {
  readonly create: readonly TopicSpec[];
  readonly differences: readonly TopicDifference[];
}

/**
 * What is missing, and where existing topics differ from the catalog. Existing topics are never altered: fewer
 * partitions or another retention may be somebody's decision, and more partitions would move keys.
 */
export function planTopics(catalog: readonly TopicSpec[], existing: ReadonlyMap<string, TopicState>): TopicPlan {
  return {
    create: catalog.filter((topic) => !existing.has(topic.name)),
    differences: catalog.flatMap((topic) => differencesOf(topic, existing.get(topic.name))),
  };
}

export interface TopicRefusal {
  readonly topic: string;
  readonly reason: string;
}

export interface AppliedTopics extends TopicPlan {
  /** Topics of `create` that the broker will not create. */
  readonly refused: readonly TopicRefusal[];
}

/** The sentence for people about one difference. */
export function describeDifference({ topic, setting, wanted, found }: TopicDifference): string {
  return `${topic}: ${setting} is ${found ?? 'not set'}, the catalog says ${wanted}; left as it is`;
}

/**
 * Creates what is missing, on up to three replicas, and waits until it can be used. A topic that somebody else creates
 * meanwhile counts as created; one that the broker refuses is reported and keeps none of the others from being created.
 */
export function applyTopics(connection: KafkaConnection, catalog: readonly TopicSpec[]): Promise<AppliedTopics> {
  return compareAndCreate(connection, catalog, false);
}

/** What `applyTopics` would do now, refusals by the broker included; changes nothing. */
export function previewTopics(connection: KafkaConnection, catalog: readonly TopicSpec[]): Promise<AppliedTopics> {
  return compareAndCreate(connection, catalog, true);
}

function compareAndCreate(
  connection: KafkaConnection,
  catalog: readonly TopicSpec[],
  validateOnly: boolean,
): Promise<AppliedTopics> {
  return connection.administer(async (admin) => {
    const plan = planTopics(catalog, await existingTopics(admin, catalog));
    const { brokers } = await admin.describeCluster();
    const refused = await createTopics(admin, plan.create, Math.min(3, brokers.length), validateOnly);
    if (!validateOnly) await untilLed(admin, namesBut(plan.create, refused));
    return { ...plan, refused };
  });
}

function differencesOf(wanted: TopicSpec, found: TopicState | undefined): readonly TopicDifference[] {
  if (found === undefined) return [];
  const settings = [
    ['partitions', String(wanted.partitions), String(found.partitions)] as const,
    ...Object.entries(wanted.config).map(([name, value]) => [name, value, found.config[name]] as const),
  ];
  return settings
    .filter(([, want, have]) => want !== have)
    .map(([setting, want, have]) => ({ topic: wanted.name, setting, wanted: want, found: have }));
}

async function existingTopics(admin: Admin, catalog: readonly TopicSpec[]): Promise<ReadonlyMap<string, TopicState>> {
  const onBroker = new Set(await admin.listTopics());
  const names = catalog.map(({ name }) => name).filter((name) => onBroker.has(name));
  if (names.length === 0) return new Map();
  const { topics } = await admin.fetchTopicMetadata({ topics: names });
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: names.map((name) => ({ type: TOPIC_RESOURCE, name })),
  });
  const configs = new Map(resources.map(({ resourceName, configEntries }) => [resourceName, configEntries]));
  return new Map(
    topics.map(({ name, partitions }) => {
      const entries = (configs.get(name) ?? []).map(({ configName, configValue }) => [configName, configValue]);
      return [name, { partitions: partitions.length, config: Object.fromEntries(entries) as Record<string, string> }];
    }),
  );
}

/**
 * One request for all of them, because Apache Kafka refuses a topic that differs from an existing one only in `.` and
 * `_` (both make one metric name), and the catalog's two styles do. Within one request it lets them pass.
 */
async function createTopics(
  admin: Admin,
  topics: readonly TopicSpec[],
  replicationFactor: number,
  validateOnly: boolean,
): Promise<readonly TopicRefusal[]> {
  if (topics.length === 0) return [];
  const wanted = topics.map(({ name, partitions, config }) => ({
    topic: name,
    numPartitions: partitions,
    replicationFactor,
    configEntries: Object.entries(config).map(([configName, value]) => ({ name: configName, value })),
  }));
  try {
    await admin.createTopics({ validateOnly, waitForLeaders: false, topics: wanted });
    return [];
  } catch (error) {
    const refused = refusedTopics(error);
    if (refused === null) throw error;
    return refused
      .filter(({ type }) => type !== 'TOPIC_ALREADY_EXISTS')
      .map(({ topic, type, message }) => ({ topic, reason: `${message} (${type})` }));
  }
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
