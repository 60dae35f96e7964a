import type { OutboundRecord } from '#contracts';

/** Records as a produce request groups them. */
export function byTopic(records: readonly OutboundRecord[]) {
  const topics = new Map<string, OutboundRecord[]>();
  for (const record of records) {
    const same = topics.get(record.topic);
    if (same === undefined) topics.set(record.topic, [record]);
    else same.push(record);
  }
  return [...topics].map(([topic, messages]) => ({
    topic,
    messages: messages.map(({ key, value, headers }) => ({ key, value, headers: { ...headers } })),
  }));
}
