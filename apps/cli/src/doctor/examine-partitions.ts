import type { ClusterState, PartitionState } from '#event-bus';
import { fault, some, warning, type Finding } from './finding';

/** Copies that a topic is created with where there are as many brokers. */
const REPLICAS = 3;

/** Whether every partition can be written to, and stays so when a broker is lost. */
export function examinePartitions({ brokers, partitions, topicConfigs }: ClusterState): readonly Finding[] {
  const wanted = Math.min(REPLICAS, brokers.length);
  const needed = (topic: string) => Number(topicConfigs.get(topic)?.['min.insync.replicas'] ?? 1);
  return [
    ...about(
      partitions.filter(({ hasLeader }) => !hasLeader),
      (which) =>
        fault(
          'topics.no_leader',
          `no broker leads ${which}`,
          'Nothing can be written there or read from there.',
          'Start the brokers that have them.',
        ),
    ),
    ...about(
      partitions.filter(({ topic, inSync }) => inSync < needed(topic)),
      (which) =>
        fault(
          'topics.not_writable',
          `min.insync.replicas is more than the replicas in sync of ${which}`,
          'Every write is refused: the workers wait for all replicas.',
          'Lower min.insync.replicas, or bring the replicas back.',
        ),
    ),
    ...about(
      partitions.filter(({ replicas, inSync }) => inSync < replicas),
      (which) =>
        warning(
          'topics.under_replicated',
          `replicas are behind or away: ${which}`,
          'Another broker that is lost may take records with it.',
          'See why the brokers that have them are behind.',
        ),
    ),
    ...about(
      partitions.filter(({ replicas }) => replicas < wanted),
      (which) =>
        warning(
          'topics.replication',
          `fewer than ${wanted} replicas: ${which}`,
          'A broker that is lost takes the records with it.',
          'Reassign them to more brokers.',
        ),
    ),
  ];
}

function about(partitions: readonly PartitionState[], say: (which: string) => Finding): readonly Finding[] {
  const topics = [...new Set(partitions.map(({ topic }) => topic))];
  return topics.length === 0 ? [] : [say(some(topics))];
}
