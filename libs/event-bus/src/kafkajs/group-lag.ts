import type { Admin } from 'kafkajs';

/** How far a consumer group is behind the ends of the partitions that it has read from. */
export interface GroupLag {
  readonly group: string;
  /** As the broker calls it: `Stable`, `Empty`, `PreparingRebalance` … */
  readonly state: string;
  readonly members: number;
  /** Records. */
  readonly lag: number;
  /** Only those that it is behind in. */
  readonly topics: readonly { readonly topic: string; readonly lag: number }[];
}

type Asked = Pick<Admin, 'listGroups' | 'describeGroups' | 'fetchOffsets' | 'fetchTopicOffsets'>;
type Ends = ReadonlyMap<number, string>;

/** On a broker that many systems share; each group is a question of its own. */
const MOST_GROUPS = 100;

/** The groups of which `isWanted`, the first by name. */
export async function groupLags(admin: Asked, isWanted: (group: string) => boolean): Promise<GroupLag[]> {
  const listed = await admin.listGroups();
  const wanted = listed.groups.map(({ groupId }) => groupId).filter(isWanted);
  const names = wanted.toSorted().slice(0, MOST_GROUPS);
  if (names.length === 0) return [];
  const { groups } = await admin.describeGroups(names);
  const ends = memo((topic) => endsOfTopic(admin, topic));
  const lags = groups.map(async ({ groupId, state, members }): Promise<GroupLag> => {
    const topics = await topicLags(admin, groupId, ends);
    const lag = topics.reduce((sum, one) => sum + one.lag, 0);
    return { group: groupId, state, members: members.length, lag, topics };
  });
  return (await Promise.all(lags)).sort((a, b) => (a.group < b.group ? -1 : 1));
}

async function topicLags(admin: Asked, groupId: string, ends: (topic: string) => Promise<Ends>) {
  const committed = await admin.fetchOffsets({ groupId });
  const lags = committed.map(async ({ topic, partitions }) => {
    const endOf = await ends(topic);
    const behind = partitions.map(({ partition, offset }) => distance(offset, endOf.get(partition)));
    return { topic, lag: behind.reduce((sum, one) => sum + one, 0) };
  });
  return (await Promise.all(lags)).filter(({ lag }) => lag > 0).sort((a, b) => b.lag - a.lag);
}

/** Nothing for a partition that is gone, or that the group has no position in. */
function distance(offset: string, end: string | undefined): number {
  if (end === undefined || BigInt(offset) < 0n) return 0;
  return Math.max(0, Number(BigInt(end) - BigInt(offset)));
}

/** A group remembers topics that were deleted. */
async function endsOfTopic(admin: Asked, topic: string): Promise<Ends> {
  try {
    const ends = await admin.fetchTopicOffsets(topic);
    return new Map(ends.map(({ partition, high }) => [partition, high]));
  } catch {
    return new Map();
  }
}

function memo<Value>(find: (key: string) => Promise<Value>): (key: string) => Promise<Value> {
  const found = new Map<string, Promise<Value>>();
  return (key) => {
    const known = found.get(key) ?? find(key);
    found.set(key, known);
    return known;
  };
}
