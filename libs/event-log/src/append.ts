import { binaryColumn, storableText, type Database, type Query } from '#storage';
import { extendChain } from './audit/extend-chain';
import type { NewEvent } from './event';
import { APPEND_LOCK } from './event-log-module';

export interface Appended {
  readonly added: number;
  /** Events that were in the log. */
  readonly known: number;
}

/** Less is in the log than was appended to it: a backup was restored, or a replica took over that was behind. */
export class LogBehindError extends Error {
  override readonly name = 'LogBehindError';
  readonly code = 'event_log_behind';
}

/** How far the log is known to be, by place; one `Map` for as long as a program runs. */
export type KnownEnds = Map<string, bigint>;

const ADVANCE = `
WITH seen AS (
  SELECT * FROM unnest($1::text[], $2::int4[], $3::int8[]) AS seen (topic, partition, next_offset)
), before AS (
  SELECT topic, partition, event_sources.next_offset FROM event_sources JOIN seen USING (topic, partition)
)
INSERT INTO event_sources AS source (topic, partition, next_offset)
SELECT topic, partition, next_offset FROM seen
ON CONFLICT (topic, partition) DO UPDATE SET next_offset = greatest(source.next_offset, excluded.next_offset)
RETURNING id, topic, partition,
  coalesce((SELECT b.next_offset FROM before b WHERE b.topic = source.topic AND b.partition = source.partition), 0) AS before`;

const KNOWN = `
SELECT event_id FROM event_log JOIN unnest($1::int4[], $2::int8[], $3::uuid[]) AS asked (source_id, kafka_offset, event_id)
USING (source_id, kafka_offset, event_id)`;

const ADD = `
INSERT INTO event_log (kind, event_id, source_id, kafka_offset, kafka_time, key, value, headers, envelope_id,
  correlation_id, causation_id, session_id, trace_id, event_type, source, schema_version, event_time, unreadable, subjects)
SELECT kind, event_id, source_id, kafka_offset, to_timestamp(kafka_time / 1000.0), key, value, headers, envelope_id,
  correlation_id, causation_id, session_id, trace_id, event_type, source, schema_version,
  to_timestamp(event_time / 1000.0), unreadable, subjects::bigint[]
FROM unnest($1::text[], $2::uuid[], $3::int4[], $4::int8[], $5::int8[], $6::bytea[], $7::bytea[], $8::bytea[], $9::text[],
  $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::int8[], $18::text[], $19::text[])
  WITH ORDINALITY AS event (kind, event_id, source_id, kafka_offset, kafka_time, key, value, headers, envelope_id,
  correlation_id, causation_id, session_id, trace_id, event_type, source, schema_version, event_time, unreadable, subjects, number)
ORDER BY number`;

interface Source {
  readonly id: number;
  readonly topic: string;
  readonly partition: number;
  /** What came before it may be in the log. */
  readonly before: string;
}

interface Placed {
  readonly event: NewEvent;
  readonly source: Source;
}

/**
 * Appends events in this order, those that are not in the log yet: an event is known by topic, partition, offset and
 * bytes, so a topic that was made again under its name loses nothing. All or nothing.
 *
 * @throws {LogBehindError} where the log ends before what was appended with the same `known`.
 */
export async function append(
  database: Database,
  events: readonly NewEvent[],
  known: KnownEnds = new Map(),
): Promise<Appended> {
  const appended = await database.transaction((query) => appendWithin(query, events, known));
  for (const event of events) {
    const [place, end] = [placeOf(event), event.offset + 1n];
    if (end > (known.get(place) ?? 0n)) known.set(place, end);
  }
  return appended;
}

/** As `append`, in a transaction that should end soon: until then nobody else appends. */
export async function appendWithin(
  query: Query,
  events: readonly NewEvent[],
  ends: ReadonlyMap<string, bigint> = new Map(),
): Promise<Appended> {
  // Before anything is looked at: each statement sees what was committed before it began.
  await query('SELECT pg_advisory_xact_lock($1)', [APPEND_LOCK]);
  const sources = await advance(query, events);
  for (const [place, { before }] of sources) {
    const end = ends.get(place) ?? 0n;
    if (BigInt(before) < end) throw new LogBehindError(`the event log ends at ${place}/${before}, and was at ${end}`);
  }
  const once = new Map(events.map((event) => [event.id.toString('latin1'), event]));
  const placed = [...once.values()].map((event) => ({ event, source: sources.get(placeOf(event))! }));
  const known = await findKnown(
    query,
    placed.filter(({ event, source }) => event.offset < BigInt(source.before)),
  );
  const fresh = placed.filter(({ event }) => !known.has(event.id.toString('latin1')));
  await add(query, fresh);
  if (fresh.some(({ event }) => event.kind === 'audit')) await extendChain(query);
  return { added: fresh.length, known: events.length - fresh.length };
}

/** The source of every place, and what came before from there. */
async function advance(query: Query, events: readonly NewEvent[]): Promise<ReadonlyMap<string, Source>> {
  const ends = new Map<string, NewEvent>();
  for (const event of events) {
    const last = ends.get(placeOf(event));
    if (last === undefined || last.offset < event.offset) ends.set(placeOf(event), event);
  }
  const seen = [...ends.values()];
  const sources = await query<Source & Record<string, unknown>>(ADVANCE, [
    binaryColumn('text', seen, ({ topic }) => topic),
    binaryColumn('int4', seen, ({ partition }) => partition),
    binaryColumn('int8', seen, ({ offset }) => offset + 1n),
  ]);
  return new Map(sources.map((source) => [placeOf(source), source]));
}

function placeOf({ topic, partition }: Pick<NewEvent, 'topic' | 'partition'>): string {
  return `${topic}/${partition}`;
}

async function findKnown(query: Query, rows: readonly Placed[]): Promise<ReadonlySet<string>> {
  if (rows.length === 0) return new Set();
  const known = await query<{ event_id: string }>(KNOWN, [
    binaryColumn('int4', rows, ({ source }) => source.id),
    binaryColumn('int8', rows, ({ event }) => event.offset),
    binaryColumn('uuid', rows, ({ event }) => event.id),
  ]);
  return new Set(known.map(({ event_id }) => Buffer.from(event_id.replaceAll('-', ''), 'hex').toString('latin1')));
}

async function add(query: Query, rows: readonly Placed[]): Promise<void> {
  if (rows.length === 0) return;
  const bytes = (read: (event: NewEvent) => Buffer | null) => binaryColumn('bytea', rows, ({ event }) => read(event));
  const times = (read: (event: NewEvent) => Date | null) =>
    binaryColumn('int8', rows, ({ event }) => instant(read(event)));
  const texts = (read: (event: NewEvent) => string | null) =>
    binaryColumn('text', rows, ({ event }) => text(read(event)));
  await query(ADD, [
    texts(({ kind }) => kind),
    binaryColumn('uuid', rows, ({ event }) => event.id),
    binaryColumn('int4', rows, ({ source }) => source.id),
    binaryColumn('int8', rows, ({ event }) => event.offset),
    times(({ kafkaTime }) => kafkaTime),
    bytes(({ key }) => key),
    bytes(({ value }) => value),
    bytes(({ headers }) => headers),
    texts(({ envelopeId }) => envelopeId),
    texts(({ correlationId }) => correlationId),
    texts(({ causationId }) => causationId),
    texts(({ sessionId }) => sessionId),
    texts(({ traceId }) => traceId),
    texts(({ eventType }) => eventType),
    texts(({ source }) => source),
    texts(({ schemaVersion }) => schemaVersion),
    times(({ eventTime }) => eventTime),
    texts(({ unreadable }) => unreadable),
    texts(({ keyIds }) => (keyIds === undefined ? null : `{${keyIds.join(',')}}`)),
  ]);
}

function instant(time: Date | null): bigint | null {
  return time === null ? null : BigInt(time.getTime());
}

function text(value: string | null): string | null {
  return value === null ? null : storableText(value);
}
