import { AssignerProtocol, type Admin } from 'kafkajs';
import { rangesOf } from './administration';

/** One of those who read for a group. */
export interface GroupMember {
  readonly id: string;
  readonly clientId: string;
  readonly host: string;
}

/** Where a group is in a partition. */
export interface GroupPosition {
  readonly topic: string;
  readonly partition: number;
  /** The next one that it reads; `null` where it has committed none. */
  readonly offset: string | null;
  /** Of the partition, behind its last record; `null` where the partition is gone. */
  readonly end: string | null;
  /** Records; `null` where one of the two is not known. */
  readonly lag: number | null;
  /** The id of the member that reads it. */
  readonly member: string | null;
}

export interface GroupDescription {
  readonly group: string;
  /** As the broker calls it: `Stable`, `Empty`, `PreparingRebalance` …; `Dead` is one that it does not know. */
  readonly state: string;
  readonly members: readonly GroupMember[];
  readonly positions: readonly GroupPosition[];
}

/** Who is in a group, what each of them reads, and how far it is. */
export async function describeGroup(admin: Admin, group: string): Promise<GroupDescription> {
  const { groups } = await admin.describeGroups([group]);
  const [described] = groups;
  const readers = new Map(described?.members.flatMap(assignmentOf));
  const committed = await committedBy(admin, group);
  const places = new Map([...readers.keys(), ...committed.keys()].map((place) => [place, parse(place)]));
  const ends = await endsOfAll(admin, [...new Set([...places.values()].map(({ topic }) => topic))]);
  const positions = [...places].map(([place, at]): GroupPosition => {
    const offset = committed.get(place) ?? null;
    const end = ends.get(place) ?? null;
    return { ...at, offset, end, lag: distance(offset, end), member: readers.get(place) ?? null };
  });
  return {
    group,
    state: described?.state ?? 'Dead',
    members: (described?.members ?? []).map((one) => ({
      id: one.memberId,
      clientId: one.clientId,
      host: one.clientHost,
    })),
    positions: positions.toSorted((a, b) =>
      a.topic < b.topic ? -1 : a.topic > b.topic ? 1 : a.partition - b.partition,
    ),
  };
}

/** Neither name nor number has a slash. */
function placeOf(topic: string, partition: number): string {
  return `${topic}/${partition}`;
}

function parse(place: string): { readonly topic: string; readonly partition: number } {
  const [topic = '', partition] = place.split('/');
  return { topic, partition: Number(partition) };
}

interface Described {
  readonly memberId: string;
  readonly memberAssignment: Buffer;
}

/** Nothing where it is none of a consumer: other programs have groups, too. */
function assignmentOf({ memberId, memberAssignment }: Described): [string, string][] {
  try {
    const decoded = AssignerProtocol.MemberAssignment.decode(memberAssignment)?.assignment ?? {};
    return Object.entries(decoded).flatMap(([topic, partitions]) =>
      partitions.map((partition): [string, string] => [placeOf(topic, partition), memberId]),
    );
  } catch {
    return [];
  }
}

async function committedBy(admin: Admin, groupId: string): Promise<ReadonlyMap<string, string>> {
  const found = await admin.fetchOffsets({ groupId });
  const places = found.flatMap(({ topic, partitions }) =>
    partitions.map(({ partition, offset }) => [placeOf(topic, partition), offset] as const),
  );
  return new Map(places.filter(([, offset]) => BigInt(offset) >= 0n));
}

/** A group remembers topics that were deleted. */
async function endsOfAll(admin: Admin, topics: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const onBroker = new Set(await admin.listTopics());
  const ranges = await Promise.all(
    topics.filter((topic) => onBroker.has(topic)).map((topic) => rangesOf(admin, topic)),
  );
  return new Map(ranges.flat().map(({ topic, partition, end }) => [placeOf(topic, partition), end]));
}

function distance(offset: string | null, end: string | null): number | null {
  return offset === null || end === null ? null : Math.max(0, Number(BigInt(end) - BigInt(offset)));
}
