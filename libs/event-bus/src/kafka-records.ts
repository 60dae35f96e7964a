import type { AnyOutboundRecord } from '#contracts';
import { MessageTooLargeError } from './failures';
import { OutgoingRecord } from './kafkajs/produce-request';

/** A batch may end up as one record batch of one partition, which the broker holds to the same limit as a message. */
export const MAX_BATCH_BYTES = 900_000;

/** The bytes of its key and value, and of headers that are kept exactly: there may be many. */
export function sizeOf(record: AnyOutboundRecord): number {
  const parts = [record.key, record.value, 'rawHeaders' in record ? record.rawHeaders : null];
  return parts.reduce((size, part) => size + (part === null ? 0 : Buffer.byteLength(part)), 0);
}

/** The bytes of all of them; throws `MessageTooLargeError` where one has more than `most`. */
export function sizeWithin(most: number, records: readonly AnyOutboundRecord[]): number {
  let bytes = 0;
  for (const record of records) {
    const size = sizeOf(record);
    if (size > most) throw new MessageTooLargeError(record.topic, size, most);
    bytes += size;
  }
  return bytes;
}

/** Records as a produce request groups them. */
export function byTopic(records: readonly AnyOutboundRecord[]) {
  const topics = new Map<string, OutgoingRecord[]>();
  for (const record of records) {
    const same = topics.get(record.topic);
    if (same === undefined) topics.set(record.topic, [new OutgoingRecord(record)]);
    else same.push(new OutgoingRecord(record));
  }
  return [...topics].map(([topic, messages]) => ({ topic, messages }));
}
