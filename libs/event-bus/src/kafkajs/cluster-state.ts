import { ConfigResourceTypes, type Admin } from 'kafkajs';
import type { ConnectionSettings } from '../settings';
import { kafkaClient } from './log-in';

/** Where clients are told to connect to. */
export interface BrokerPlace {
  readonly id: number;
  readonly host: string;
  readonly port: number;
}

export interface PartitionState {
  readonly topic: string;
  readonly partition: number;
  readonly hasLeader: boolean;
  readonly replicas: number;
  readonly inSync: number;
}

/** A cluster as an operator sees it. */
export interface ClusterState {
  readonly brokers: readonly BrokerPlace[];
  /** Of the topics that were asked for, as far as they exist. */
  readonly partitions: readonly PartitionState[];
  /** Settings by topic; empty where this account may not see them. */
  readonly topicConfigs: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** Settings of one of the brokers; empty where it does not tell. */
  readonly brokerConfig: Readonly<Record<string, string>>;
}

/** What a cluster says about itself and about those of `topics` that are on it; creates nothing. */
export async function inspectCluster(settings: ConnectionSettings, topics: readonly string[]): Promise<ClusterState> {
  const admin = kafkaClient(settings).admin();
  try {
    await admin.connect();
    const { brokers } = await admin.describeCluster();
    const existing = new Set(await admin.listTopics());
    const names = topics.filter((topic) => existing.has(topic));
    return {
      brokers: brokers.map(({ nodeId, host, port }) => ({ id: nodeId, host, port })),
      partitions: await partitionsOf(admin, names),
      topicConfigs: new Map(await configsOf(admin, ConfigResourceTypes.TOPIC, names)),
      brokerConfig: (await configsOf(admin, ConfigResourceTypes.BROKER, idsOf(brokers)))[0]?.[1] ?? {},
    };
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}

const idsOf = (brokers: readonly { readonly nodeId: number }[]) => brokers.slice(0, 1).map(({ nodeId }) => `${nodeId}`);

async function partitionsOf(admin: Admin, topics: string[]): Promise<readonly PartitionState[]> {
  if (topics.length === 0) return [];
  const metadata = await admin.fetchTopicMetadata({ topics });
  return metadata.topics.flatMap(({ name, partitions }) =>
    partitions.map(({ partitionId, leader, replicas, isr }) => ({
      topic: name,
      partition: partitionId,
      hasLeader: leader >= 0,
      replicas: replicas.length,
      inSync: isr.length,
    })),
  );
}

type Config = Readonly<Record<string, string>>;

/** Nothing where the account may not see settings: that is no fault of the cluster. */
async function configsOf(
  admin: Admin,
  type: ConfigResourceTypes,
  names: readonly string[],
): Promise<readonly (readonly [string, Config])[]> {
  if (names.length === 0) return [];
  try {
    const wanted = names.map((name) => ({ type, name }));
    const { resources } = await admin.describeConfigs({ includeSynonyms: false, resources: wanted });
    return resources.map(({ resourceName, configEntries }) => [
      resourceName,
      Object.fromEntries(configEntries.map(({ configName, configValue }) => [configName, configValue])),
    ]);
  } catch {
    return [];
  }
}
