import { AssignerProtocol, Kafka, logLevel, type Admin } from 'kafkajs';
import { eventually } from '../support/eventually';

const JOINED_MS = 60_000;

/** Waits until `members` share the group's work and no partition is being handed over. */
export async function untilJoined(bootstrap: string, groupId: string, members: number): Promise<void> {
  await asAdmin(bootstrap, (admin) =>
    eventually(
      `${members} members in ${groupId}`,
      async () => {
        const [group] = (await admin.describeGroups([groupId])).groups;
        return group?.state === 'Stable' && group.members.filter(hasWork).length === members;
      },
      JOINED_MS,
    ),
  );
}

export type Ends = readonly { partition: number; offset: string }[];

/** Lets a group that does not exist yet begin where the topic ended at the time of `ends`: now where they are left out. */
export async function beginAt(bootstrap: string, groupId: string, topic: string, ends?: Ends): Promise<void> {
  const partitions = [...(ends ?? (await endsOf(bootstrap, topic)))];
  await asAdmin(bootstrap, (admin) => admin.setOffsets({ groupId, topic, partitions }));
}

export function endsOf(bootstrap: string, topic: string): Promise<Ends> {
  return asAdmin(bootstrap, async (admin) => {
    const partitions = await admin.fetchTopicOffsets(topic);
    return partitions.map(({ partition, high }) => ({ partition, offset: high }));
  });
}

function hasWork({ memberAssignment }: { memberAssignment: Buffer }): boolean {
  const assignment = AssignerProtocol.MemberAssignment.decode(memberAssignment)?.assignment ?? {};
  return Object.values(assignment).some((partitions) => partitions.length > 0);
}

async function asAdmin<Result>(bootstrap: string, work: (admin: Admin) => Promise<Result>): Promise<Result> {
  const admin = new Kafka({ clientId: 'bench', brokers: [bootstrap], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}
