import type { Query, Range } from '#storage';
import { conditionsOf } from '../read';
import { refuseTarget, type TargetRefusal } from './refuse-target';
import { eventFilterOf, type ReplayFilter } from './replay-input';

/** What a replay would send of one topic. */
export interface TopicPreview {
  readonly topic: string;
  readonly events: number;
  /** Of keys, values and headers. */
  readonly bytes: number;
  /** Where it goes. */
  readonly target: string;
  /** Why it is not sent; `null`: it is. */
  readonly refused: TargetRefusal | null;
}

/** What a replay would do. */
export interface ReplayPreview {
  readonly events: number;
  readonly bytes: number;
  /** By the records' time. */
  readonly firstTime: Date | null;
  readonly lastTime: Date | null;
  /** `null` where there are no events. */
  readonly range: Range | null;
  readonly topics: readonly TopicPreview[];
}

/** More than this is no replay but a restore. */
export const MAX_REPLAYED = 100_000_000;

interface Row extends Record<string, unknown> {
  readonly topic: string;
  readonly events: number;
  readonly bytes: number;
  readonly first_time: Date | null;
  readonly last_time: Date | null;
  readonly first: string;
  readonly last: string;
}

/** One statement, so that figures and range are of one moment. */
function countStatement(conditions: readonly string[]): string {
  return `
WITH counted AS (
  SELECT source_id, count(*) AS events, min(kafka_time) AS first_time, max(kafka_time) AS last_time,
    min(position) AS first, max(position) AS last,
    sum(coalesce(octet_length(key), 0) + coalesce(octet_length(value), 0) + coalesce(octet_length(headers), 0)) AS bytes
  FROM event_log WHERE ${['true', ...conditions].join(' AND ')} GROUP BY source_id)
SELECT topic, sum(events)::float8 AS events, sum(bytes)::float8 AS bytes, min(first_time) AS first_time,
  max(last_time) AS last_time, min(first) AS first, max(last) AS last
FROM counted JOIN event_sources ON event_sources.id = source_id GROUP BY topic ORDER BY topic`;
}

/**
 * Counts what a filter matches now, and freezes it as a range.
 *
 * @param topics All there are on the broker.
 */
export async function previewReplay(
  query: Query,
  filter: ReplayFilter,
  topics: ReadonlySet<string>,
  toTopic?: string,
): Promise<ReplayPreview> {
  const { conditions, values } = conditionsOf(eventFilterOf(filter));
  const rows = await query<Row>(countStatement(conditions), values);
  const positions = rows.flatMap(({ first, last }) => [BigInt(first), BigInt(last)]);
  const times = rows.flatMap(({ first_time, last_time }) => [first_time, last_time]).filter((time) => time !== null);
  return {
    events: sum(rows.map(({ events }) => events)),
    bytes: sum(rows.map(({ bytes }) => bytes)),
    firstTime: extreme(times, -1),
    lastTime: extreme(times, 1),
    range: rangeOf(positions),
    topics: rows.map(({ topic, events, bytes }) => {
      const target = toTopic ?? topic;
      return { topic, events, bytes, target, refused: refuseTarget(target, topics) };
    }),
  };
}

function rangeOf(positions: readonly bigint[]): Range | null {
  const [first, last] = [extreme(positions, -1), extreme(positions, 1)];
  return first === null || last === null ? null : { after: String(first - 1n), up_to: String(last) };
}

function extreme<Value extends bigint | Date>(values: readonly Value[], sign: 1 | -1): Value | null {
  return values.reduce<Value | null>(
    (best, value) => (best === null || (sign === 1 ? value > best : value < best) ? value : best),
    null,
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Why there is nothing to begin. */
export interface ReplayRefusal {
  readonly code: 'too_many_events' | 'nothing_to_replay';
  readonly message: string;
}

/** `null`: the replay may begin. */
export function refuseReplay({ events, topics }: ReplayPreview): ReplayRefusal | null {
  if (events > MAX_REPLAYED) {
    const message = `${events} events match; one replay sends ${MAX_REPLAYED} at most. Choose fewer.`;
    return { code: 'too_many_events', message };
  }
  if (events === 0) return { code: 'nothing_to_replay', message: 'No event of the log matches.' };
  if (topics.some(({ refused }) => refused === null)) return null;
  const why = [...new Set(topics.map(({ target, refused }) => `${target} (${refused ?? ''})`))].join(', ');
  return { code: 'nothing_to_replay', message: `${events} events match, but nothing is replayed to ${why}.` };
}
