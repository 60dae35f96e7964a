import type { GroupDescription, KafkaConnection } from '#event-bus';
import type { Arguments } from '../arguments';
import { requireTopics } from '../broker';
import { Failure, usage } from '../failure';
import { timeOf } from '../time';

/** Where a group is in a partition, and where it goes. */
export interface Move {
  readonly topic: string;
  readonly partition: number;
  /** `null` where it was nowhere. */
  readonly from: string | null;
  readonly to: string;
}

/** What `--to` names: an end of the partition, an offset or an instant. */
export type Where =
  | { readonly kind: 'earliest' | 'latest' }
  | { readonly kind: 'offset'; readonly offset: bigint }
  | { readonly kind: 'instant'; readonly at: Date };

const ENDS: Readonly<Record<string, Where>> = {
  earliest: { kind: 'earliest' },
  start: { kind: 'earliest' },
  latest: { kind: 'latest' },
  end: { kind: 'latest' },
};

export function whereOf(text: string | undefined, now: Date): Where {
  if (text === undefined) throw usage('say where: --to earliest, latest, an offset or an instant');
  const end = Object.hasOwn(ENDS, text) ? ENDS[text] : undefined;
  if (end !== undefined) return end;
  if (/^\d{1,18}$/.test(text)) return { kind: 'offset', offset: BigInt(text) };
  return { kind: 'instant', at: new Date(timeOf('to', text, now) ?? now) };
}

/** For each partition that is meant; topics and partitions that are not there are a mistake. */
export async function planMoves(
  connection: KafkaConnection,
  { group, positions }: GroupDescription,
  where: Where,
  typed: Arguments,
): Promise<readonly Move[]> {
  const topics = await topicsOf(connection, { group, positions }, typed.texts('topic'));
  const only = typed.wholes('partition');
  const ranges = (await connection.administration.ranges(topics)).filter(
    ({ partition }) => only.length === 0 || only.includes(partition),
  );
  if (ranges.length === 0) throw new Failure('no', `${topics.join(', ')} has no partition ${only.join(', ')}`);
  const atInstant =
    where.kind === 'instant' ? await offsetsAt(connection, topics, where.at) : new Map<string, string>();
  const from = new Map(positions.map((one) => [`${one.topic}/${one.partition}`, one.offset]));
  const sorted = ranges.toSorted((a, b) => a.topic.localeCompare(b.topic) || a.partition - b.partition);
  return sorted.map(({ topic, partition, beginning, end }) => {
    const place = `${topic}/${partition}`;
    const to = { earliest: beginning, latest: end, offset: '', instant: atInstant.get(place) ?? end }[where.kind];
    const wanted = where.kind === 'offset' ? where.offset : BigInt(to);
    return {
      topic,
      partition,
      from: from.get(place) ?? null,
      to: String(within(wanted, BigInt(beginning), BigInt(end))),
    };
  });
}

async function topicsOf(
  connection: KafkaConnection,
  { group, positions }: Pick<GroupDescription, 'group' | 'positions'>,
  asked: readonly string[],
): Promise<readonly string[]> {
  if (asked.length > 0) {
    await requireTopics(connection, asked);
    return [...new Set(asked)];
  }
  const read = [...new Set(positions.filter(({ end }) => end !== null).map(({ topic }) => topic))];
  if (read.length === 0) throw new Failure('no', `${group} has read no topic that is there; name one: --topic TOPIC`);
  return read;
}

async function offsetsAt(connection: KafkaConnection, topics: readonly string[], at: Date) {
  const found = await Promise.all(topics.map((topic) => connection.administration.offsetsAt(topic, at)));
  return new Map(found.flat().map(({ topic, partition, offset }) => [`${topic}/${partition}`, offset]));
}

/** A group that is outside begins again by its own rule, which is seldom what was meant. */
function within(offset: bigint, beginning: bigint, end: bigint): bigint {
  if (offset < beginning) return beginning;
  return offset > end ? end : offset;
}
