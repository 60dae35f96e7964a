import type { OutboundRecord } from '#contracts';
import { OutgoingRecord } from './kafkajs/produce-request';

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
