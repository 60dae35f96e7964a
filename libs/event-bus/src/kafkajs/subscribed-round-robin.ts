import { AssignerProtocol, type GroupMember, type GroupMemberAssignment } from 'kafkajs';
import type { Cluster } from 'kafkajs-internals';

const { MemberAssignment, MemberMetadata } = AssignerProtocol;

/** The name under which kafkajs' own assigner takes part: members of both kinds can share a group. */
const NAME = 'RoundRobinAssigner';
const VERSION = 0;

/**
 * Corrects src/consumer/assigners/roundRobinAssigner, which gives partitions to members that have not subscribed to
 * their topic, and leaves out topics that the leader has not subscribed to: while workers of two versions run, or one
 * has noticed a new topic before the other, such partitions are served by nobody.
 */
export function subscribedRoundRobin(cluster: Pick<Cluster, 'addMultipleTargetTopics' | 'findTopicPartitionMetadata'>) {
  return {
    name: NAME,
    version: VERSION,
    protocol: ({ topics }: { topics: string[] }) => ({
      name: NAME,
      metadata: MemberMetadata.encode({ version: VERSION, topics, userData: Buffer.alloc(0) }),
    }),
    assign: async ({ members }: { members: GroupMember[] }): Promise<GroupMemberAssignment[]> => {
      const subscriptions = subscriptionsOf(members);
      const topics = [...new Set([...subscriptions.values()].flat())].sort();
      await cluster.addMultipleTargetTopics(topics);
      const places = topics.flatMap((topic) =>
        cluster.findTopicPartitionMetadata(topic).map(({ partitionId }) => ({ topic, partition: partitionId })),
      );
      return [...share(places, subscriptions)].map(([memberId, assignment]) => ({
        memberId,
        memberAssignment: MemberAssignment.encode({ version: VERSION, assignment, userData: Buffer.alloc(0) }),
      }));
    },
  };
}

interface Place {
  readonly topic: string;
  readonly partition: number;
}

/** Each partition goes to the member that has subscribed to its topic and has the fewest so far. */
export function share(
  places: readonly Place[],
  subscriptions: ReadonlyMap<string, readonly string[]>,
): Map<string, Record<string, number[]>> {
  const shares = [...subscriptions.keys()]
    .sort()
    .map((memberId) => ({ memberId, count: 0, assignment: {} as Record<string, number[]> }));
  for (const { topic, partition } of places) {
    const candidates = shares.filter(({ memberId }) => subscriptions.get(memberId)?.includes(topic) === true);
    const [first, ...others] = candidates;
    if (first === undefined) continue;
    const next = others.reduce((least, candidate) => (candidate.count < least.count ? candidate : least), first);
    (next.assignment[topic] ??= []).push(partition);
    next.count++;
  }
  return new Map(shares.map(({ memberId, assignment }) => [memberId, assignment]));
}

function subscriptionsOf(members: readonly GroupMember[]): Map<string, readonly string[]> {
  return new Map(
    members.map(({ memberId, memberMetadata }) => [memberId, MemberMetadata.decode(memberMetadata)?.topics ?? []]),
  );
}
