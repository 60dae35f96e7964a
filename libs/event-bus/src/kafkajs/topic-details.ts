import { ConfigResourceTypes, type Admin } from 'kafkajs';
import { rangesOf, type Range } from './administration';

export interface PartitionDetails extends Omit<Range, 'topic'> {
  /** The id of the broker that has it; below 0 where none does. */
  readonly leader: number;
  /** The ids of brokers that keep it. */
  readonly replicas: readonly number[];
  /** Those of them that are up to date. */
  readonly inSync: readonly number[];
}

export interface TopicDetails {
  readonly topic: string;
  readonly partitions: readonly PartitionDetails[];
  /** All settings, as Kafka spells them; secret ones are empty. */
  readonly config: Readonly<Record<string, string>>;
  /** Names of those settings that are the topic's own. */
  readonly ownSettings: readonly string[];
}

/** All that the broker says about topics that exist. */
export async function topicDetails(admin: Admin, topics: readonly string[]): Promise<readonly TopicDetails[]> {
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: topics.map((name) => ({ type: ConfigResourceTypes.TOPIC, name })),
  });
  const settings = new Map(resources.map(({ resourceName, configEntries }) => [resourceName, configEntries]));
  const metadata = await admin.fetchTopicMetadata({ topics: [...topics] });
  const details = metadata.topics.map(async ({ name, partitions }): Promise<TopicDetails> => {
    const entries = settings.get(name) ?? [];
    const ranges = new Map((await rangesOf(admin, name)).map((range) => [range.partition, range]));
    return {
      topic: name,
      partitions: partitions
        .map(({ partitionId, leader, replicas, isr }) => {
          const { beginning = '0', end = '0' } = ranges.get(partitionId) ?? {};
          return { partition: partitionId, leader, replicas, inSync: isr, beginning, end };
        })
        .sort((a, b) => a.partition - b.partition),
      config: Object.fromEntries(entries.map(({ configName, configValue }) => [configName, configValue ?? ''])),
      ownSettings: entries.filter(isOwn).map(({ configName }) => configName),
    };
  });
  return Promise.all(details);
}

/** Kafka's number for a setting that somebody gave this very topic. */
const OF_THIS_TOPIC = 1;

function isOwn({ configSource }: { readonly configSource?: number }): boolean {
  return configSource === OF_THIS_TOPIC;
}

/** Records behind the beginning of each partition are gone for all readers; what is to come stays. */
export async function deleteRecords(admin: Admin, topic: string): Promise<readonly Range[]> {
  const ranges = await rangesOf(admin, topic);
  const partitions = ranges.map(({ partition, end }) => ({ partition, offset: end }));
  await admin.deleteTopicRecords({ topic, partitions });
  return ranges;
}
