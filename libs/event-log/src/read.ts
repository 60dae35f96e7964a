import { storableText, type Query } from '#storage';
import type { EventExcerpt, LoggedEvent } from './event';
import { lastOfTime } from './event-hours';

/** What events are looked for by; all of it must hold. */
export interface EventFilter {
  readonly topic?: string;
  /** Of topics and partitions, in `event_sources`. */
  readonly sources?: readonly number[];
  readonly eventType?: string;
  readonly correlationId?: string;
  readonly sessionId?: string;
  /** By the records' time. */
  readonly from?: Date;
  /** Excluded. */
  readonly to?: Date;
  /** Positions, decimal; `before` is excluded, `after` too. */
  readonly before?: string;
  readonly after?: string;
}

/** Events that are about somebody are sealed. */
export const SEAL = `CASE WHEN subjects IS NOT NULL THEN 'sealed' END AS seal`;

const FACTS = `
event_log.position, recorded_at AS "recordedAt", kind, event_id AS "eventId", event_sources.topic, event_sources.partition,
kafka_offset AS "offset", kafka_time AS "kafkaTime", envelope_id AS "envelopeId", correlation_id AS "correlationId",
causation_id AS "causationId", session_id AS "sessionId", trace_id AS "traceId", event_type AS "eventType", source,
schema_version AS "schemaVersion", event_time AS "eventTime", unreadable, ${SEAL}`;

const COLUMNS = `${FACTS}, key, value, headers`;

export const FROM = 'FROM event_log JOIN event_sources ON event_sources.id = event_log.source_id';

type Row = LoggedEvent & Record<string, unknown>;
export type ExcerptRow = EventExcerpt & Record<string, unknown>;

/** Of a value in a list. */
const LISTED_BYTES = 4_096;

/** Of an excerpt, in bytes. Headers are whole or left out. */
const EXCERPT = { key: 1_024, headers: 16_384 };

/** What is sealed opens as a whole only; what is larger is shown for itself. */
const SEALED_BYTES = 16_384;

/** Of an `EventExcerpt`, with so much of its value. */
export function excerptColumns(valueBytes: number): string {
  return `${FACTS}, substring(key FOR ${EXCERPT.key}) AS key, CASE WHEN subjects IS NULL THEN substring(value FOR ${Math.trunc(valueBytes)})
    WHEN octet_length(value) <= ${SEALED_BYTES} THEN value END AS value,
    octet_length(value) AS "valueBytes", CASE WHEN octet_length(headers) <= ${EXCERPT.headers} THEN headers END AS headers`;
}

/** Of a span of time so many positions are looked through before all of it is read and sorted. */
const NEAR_POSITIONS = 20_000n;

/**
 * Newest first, without what is long in them. A page holds still while events arrive, because `before` is a position. A
 * span of time costs as much as there is in it only where its last events are not enough.
 */
export async function listEvents(query: Query, filter: EventFilter, limit: number): Promise<EventExcerpt[]> {
  const { topic, ...others } = filter;
  // The planner must know how rare they are: those of a rare topic are found and sorted, of others the last ones taken.
  const sources = topic === undefined ? undefined : await sourcesOf(query, topic);
  if (sources?.length === 0) return [];
  const read = (some: EventFilter, order: string) =>
    select<ExcerptRow>(query, excerptColumns(LISTED_BYTES), some, order, limit);
  const asked = { ...others, sources };
  if (filter.from === undefined && filter.to === undefined) return read(asked, 'event_log.position DESC');
  const last = lesser(await lastOfTime(query, filter), BigInt(filter.before ?? 0) - 1n);
  const near = await read({ ...asked, ...between(last - NEAR_POSITIONS, last, filter) }, 'event_log.position DESC');
  if (near.length === limit || last <= NEAR_POSITIONS) return near;
  // Or it would go through the whole log by position, and each partition that has nothing of that time to its end.
  return read(asked, 'event_log.position + 0 DESC');
}

/** Where the second is one. */
function lesser(one: bigint, other: bigint): bigint {
  return other >= 0n && other < one ? other : one;
}

/** Positions behind the first up to the last, as far as they are asked for. */
function between(first: bigint, last: bigint, { after = '0' }: EventFilter): Pick<EventFilter, 'after' | 'before'> {
  return { after: String(BigInt(after) > first ? BigInt(after) : first), before: String(last + 1n) };
}

export async function sourcesOf(query: Query, topic: string): Promise<number[]> {
  const rows = await query<{ id: number }>('SELECT id FROM event_sources WHERE topic = $1', [storableText(topic)]);
  return rows.map(({ id }) => id);
}

/** In the order of their positions; what is behind the last one can be asked for with `after`. */
export function readEvents(query: Query, filter: EventFilter, limit: number): Promise<LoggedEvent[]> {
  return select<Row>(query, COLUMNS, filter, 'event_log.position', limit);
}

/** `undefined` where there is no such event; `id` is a UUID. */
export async function findEvent(query: Query, id: string): Promise<LoggedEvent | undefined> {
  const [event] = await query<Row>(`SELECT ${COLUMNS} ${FROM} WHERE event_id = $1::uuid`, [id]);
  return event;
}

export function select<Selected extends Record<string, unknown>>(
  query: Query,
  columns: string,
  filter: EventFilter,
  order: string,
  limit: number,
): Promise<Selected[]> {
  const { conditions, values } = conditionsOf(filter);
  const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
  return query<Selected>(`SELECT ${columns} ${FROM} ${where} ORDER BY ${order} LIMIT ${Math.trunc(limit)}`, values);
}

/** The conditions of a filter on `event_log`, and their values from `$1` on. */
export function conditionsOf(filter: EventFilter): { readonly conditions: string[]; readonly values: unknown[] } {
  const values: unknown[] = [];
  const conditions: string[] = [];
  const add = (value: unknown, condition: (parameter: string) => string): void => {
    if (value === undefined) return;
    conditions.push(condition(`$${values.push(typeof value === 'string' ? storableText(value) : value)}`));
  };
  add(filter.topic, (topic) => `source_id = ANY (ARRAY(SELECT id FROM event_sources WHERE topic = ${topic}))`);
  add(filter.sources, (sources) => `source_id = ANY (${sources}::integer[])`);
  add(filter.eventType, (text) => hashed('event_type', text));
  add(filter.correlationId, (text) => hashed('correlation_id', text));
  add(filter.sessionId, (text) => hashed('session_id', text));
  add(filter.from, (time) => `kafka_time >= ${time}`);
  add(filter.to, (time) => `kafka_time < ${time}`);
  add(filter.before, (position) => `event_log.position < ${position}`);
  add(filter.after, (position) => `event_log.position > ${position}`);
  return { conditions, values };
}

/**
 * Texts of any length are indexed by their hash, and each hash has its events in the order of their positions. Inside
 * `coalesce` the planner has no figures on the text: it would expect one event, and read and sort a hundred thousand.
 */
export function hashed(column: string, parameter: string): string {
  return `hashtextextended(${column}, 0) = hashtextextended(${parameter}::text, 0) AND coalesce(${column} = ${parameter}, false)`;
}
