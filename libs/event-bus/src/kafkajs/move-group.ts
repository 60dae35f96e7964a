import type { Kafka } from 'kafkajs';
import type { Cluster } from 'kafkajs-internals';
import type { Position } from './subscription';

/** Where `kafkajs` keeps what its clients, admins and consumers are made of. */
const CREATE_CLUSTER = 'private:Kafka:createCluster';

type CreateCluster = (options: object) => Cluster;

/**
 * Commits for a group that has no members, in one request; the broker refuses it while there are some. kafkajs' own
 * `setOffsets` would join the group instead, once for each topic, and wait for others to join.
 */
export async function moveGroup(kafka: Kafka, groupId: string, positions: readonly Position[]): Promise<void> {
  const cluster = clusterOf(kafka);
  await cluster.connect();
  try {
    const coordinator = await cluster.findGroupCoordinator({ groupId });
    const topics = [...new Set(positions.map(({ topic }) => topic))];
    await coordinator.offsetCommit({
      groupId,
      memberId: '',
      groupGenerationId: -1,
      topics: topics.map((topic) => ({
        topic,
        partitions: positions
          .filter((position) => position.topic === topic)
          .map(({ partition, offset }) => ({ partition, offset, metadata: '' })),
      })),
    });
  } finally {
    await cluster.disconnect();
  }
}

function clusterOf(kafka: Kafka): Cluster {
  const inside = kafka as unknown as Readonly<Record<symbol, CreateCluster>>;
  const key = Object.getOwnPropertySymbols(kafka).find(({ description }) => description === CREATE_CLUSTER);
  const create = key && inside[key];
  if (create === undefined) throw new Error('kafkajs is made in another way than these corrections know');
  return create({});
}
