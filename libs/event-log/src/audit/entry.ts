import type { Query } from '#storage';

/** An audit event in its canonical form. */
export interface Entry {
  readonly position: bigint;
  /** What is hashed. */
  readonly bytes: Buffer;
}

/**
 * The canonical form of an entry is its row as PostgreSQL sends rows in binary (record_send in
 * src/backend/utils/adt/rowtypes.c): the number of fields, then for each its type, its length (-1: null) and its bytes.
 * So what is hashed is what is stored, and no byte can move from one field to the next. The order of the fields is part
 * of the format.
 */
const ROW = `record_send(ROW(event_log_audit.position, recorded_at, event_id, topic, partition, kafka_offset, kafka_time,
  key, value, headers))`;

const FIELDS = 10;
const FIELD_HEAD_BYTES = 8;
const POSITION_AT = 4 + FIELD_HEAD_BYTES;
const EVENT_ID_AT = POSITION_AT + 8 + FIELD_HEAD_BYTES + 8 + FIELD_HEAD_BYTES;

/** Rows may be 1 MiB each. */
const PAGE_ROWS = 200;

/** Of the entries whose position fits, in order; each as `bytes`. */
export const selectEntries = (condition: string): string => `
SELECT ${ROW} AS bytes FROM event_log_audit JOIN event_sources ON event_sources.id = source_id
WHERE ${condition} ORDER BY position`;

/** Of all entries there are. */
export const LAST_POSITION = 2n ** 63n - 1n;

/** The next entries behind a position, in order, up to `last`; none where there are no more. */
export async function readEntries(query: Query, after: bigint, last: bigint): Promise<Entry[]> {
  const between = selectEntries('position > $1::bigint AND position <= $2::bigint');
  const rows = await query<{ bytes: Buffer }>(`${between} LIMIT ${PAGE_ROWS}`, [after, last]);
  return rows.map(({ bytes }) => entryOf(bytes));
}

/** `undefined` where no entry is at this position. */
export async function readEntryAt(query: Query, position: bigint): Promise<Entry | undefined> {
  const [entry] = await readEntries(query, position - 1n, position);
  return entry;
}

export function entryOf(bytes: Buffer): Entry {
  const high = bytes.readInt32BE(POSITION_AT);
  // What a double holds exactly costs a quarter of `readBigInt64BE`, and no log has come further.
  const isSmall = high >= 0 && high < 2 ** 21;
  const position = isSmall
    ? BigInt(high * 2 ** 32 + bytes.readUInt32BE(POSITION_AT + 4))
    : bytes.readBigInt64BE(POSITION_AT);
  return { position, bytes };
}

/** 16 bytes. */
export function eventIdOf({ bytes }: Entry): Buffer {
  return bytes.subarray(EVENT_ID_AT, EVENT_ID_AT + 16);
}

/** Without a buffer for it: a chain has millions. */
export function hasEventId({ bytes }: Entry, eventId: Buffer): boolean {
  return bytes.compare(eventId, 0, 16, EVENT_ID_AT, EVENT_ID_AT + 16) === 0;
}

function fieldEnd(bytes: Buffer, from: number): number {
  return from + FIELD_HEAD_BYTES + Math.max(bytes.readInt32BE(from + 4), 0);
}

/** Where each field of an entry ends. */
export function fieldEnds(row: Buffer): number[] {
  let at = 4;
  return Array.from({ length: FIELDS }, () => (at = fieldEnd(row, at)));
}

/** What an entry says, for people. */
export interface EntryFacts {
  readonly position: string;
  readonly recordedAt: Date;
  /** UUID. */
  readonly eventId: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly kafkaTime: Date | null;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Buffer | null;
}

/** Timestamps are microseconds since this instant. */
const POSTGRES_EPOCH_MS = Date.UTC(2000, 0, 1);

/** @throws {RangeError} where the bytes are no entry. */
export function describeEntry(bytes: Buffer): EntryFacts {
  const ends = fieldEnds(bytes);
  if (bytes.readInt32BE(0) !== FIELDS || ends[FIELDS - 1] !== bytes.length) throw new RangeError('no entry');
  const field = (index: number): Buffer | null => {
    const from = index === 0 ? 4 : ends[index - 1]!;
    return bytes.readInt32BE(from + 4) < 0 ? null : bytes.subarray(from + FIELD_HEAD_BYTES, ends[index]);
  };
  const time = (index: number): Date | null => {
    const micros = field(index)?.readBigInt64BE();
    return micros === undefined ? null : new Date(POSTGRES_EPOCH_MS + Number(micros / 1000n));
  };
  return {
    position: String(field(0)!.readBigInt64BE()),
    recordedAt: time(1)!,
    eventId: uuidOf(field(2)!),
    topic: field(3)!.toString(),
    partition: field(4)!.readInt32BE(),
    offset: String(field(5)!.readBigInt64BE()),
    kafkaTime: time(6),
    key: field(7),
    value: field(8),
    headers: field(9),
  };
}

/** Of 16 bytes. */
export function uuidOf(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
