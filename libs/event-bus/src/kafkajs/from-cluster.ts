import type { Cluster } from 'kafkajs-internals';
import type { Position } from './subscription';

/** All topics that are on the broker. */
export async function topicsOn(cluster: Cluster | undefined): Promise<readonly string[]> {
  const broker = await cluster?.brokerPool.findConnectedBroker();
  // Asked about none, a broker tells about all.
  const metadata = await broker?.metadata([]);
  const found = metadata?.topicMetadata.filter(({ partitionMetadata }) => partitionMetadata.length > 0) ?? [];
  return found.map(({ topic }) => topic);
}

/** Where these partitions end for a reader of committed records; those without a leader are left out. */
export async function endsFor(
  cluster: Cluster | undefined,
  partitions: readonly Pick<Position, 'topic' | 'partition'>[],
): Promise<Position[]> {
  if (cluster === undefined) return [];
  const led = partitions.filter(({ topic, partition }) =>
    cluster.findTopicPartitionMetadata(topic).some((one) => one.partitionId === partition && one.leader >= 0),
  );
  const topics = [...new Set(led.map(({ topic }) => topic))].map((topic) => ({
    topic,
    partitions: led.filter((place) => place.topic === topic).map(({ partition }) => ({ partition })),
    fromBeginning: false,
  }));
  const ends = await cluster.fetchTopicsOffset(topics);
  return ends.flatMap(({ topic, partitions: found }) =>
    found.map(({ partition, offset }) => ({ topic, partition, offset })),
  );
}
