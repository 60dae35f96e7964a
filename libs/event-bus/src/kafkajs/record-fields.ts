import type { InboundRecord } from '#contracts';
import type { Cursor } from './cursor';

/** What one header costs beside its bytes: a name, a slice and their places in a table. */
const HEADER_COST = 128;

/** What one record costs beside its bytes. */
const RECORD_COST = 256;

/** More than this is not held for one record, in bytes or in headers; ours have at most an eighth. */
export const MAX_RECORD_BYTES = 8 * 1_048_576;

export type Headers = Record<string, Buffer>;

/** What a record keeps in memory, about. Thousands of tiny headers cost more than their bytes. */
export function costOf({ key, value, headers }: Pick<InboundRecord, 'key' | 'value' | 'headers'>): number {
  let cost = RECORD_COST + (key?.length ?? 0) + (value?.length ?? 0);
  for (const name in headers) cost += HEADER_COST + name.length + headers[name]!.length;
  return cost;
}

/** Whether so many headers may be held at all. */
export function canHold(recordBytes: number, headerCount: number): boolean {
  return recordBytes + headerCount * HEADER_COST <= MAX_RECORD_BYTES;
}

export function readCount(cursor: Cursor): number {
  const count = cursor.varint();
  if (count < 0) throw new RangeError('a negative number of headers');
  return count;
}

/** Bytes with their length in front; `null` where that is negative. */
export function readBytes(cursor: Cursor): Buffer | null {
  const length = cursor.varint();
  return length < 0 ? null : cursor.slice(length);
}

/**
 * The last one of a name counts, as in Kafka's own `lastHeader`, and a null value is none. kafkajs copies all headers
 * for each header (src/protocol/recordBatch/record/v0/decoder.js).
 */
export function readHeaders(cursor: Cursor, count: number): Headers {
  // Without a prototype: any name is a name.
  const headers = Object.create(null) as Headers;
  for (let left = count; left > 0; left--) {
    const name = cursor.slice(cursor.varint()).toString('utf8');
    const value = readBytes(cursor);
    if (value !== null) headers[name] = value;
    else if (name in headers) delete headers[name];
  }
  return headers;
}
