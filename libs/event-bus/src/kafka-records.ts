import type { OutboundRecord } from '#contracts';
import { OutgoingRecord } from './kafkajs/produce-request';

/** A batch may end up as one record batch of one partition, which the broker holds to the same limit as a message. */
export const MAX_BATCH_BYTES = 900_000;

/** The bytes of its key and value. */
export function sizeOf({ key, value }: OutboundRecord): number {
  return Buffer.byteLength(value) + (key === null ? 0 : Buffer.byteLength(key));
}

/** Records as a produce request groups them. */
export function byTopic(records: readonly OutboundRecord[]) {
  const topics = new Map<string, OutgoingRecord[]>();
  for (const record of records) {
    const same = topics.get(record.topic);
    if (same === undefined) topics.set(record.topic, [new OutgoingRecord(record)]);
    else same.push(new OutgoingRecord(record));
  }
  return [...topics].map(([topic, messages]) => ({ topic, messages }));
}
