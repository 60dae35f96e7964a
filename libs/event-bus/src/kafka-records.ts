import type { InboundRecord, OutboundRecord } from '#contracts';

type HeaderValue = Buffer | string;

/** A message as the Kafka client hands it over. */
export interface FetchedMessage {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly offset: string;
  readonly timestamp: string;
  readonly headers?: Readonly<Record<string, HeaderValue | HeaderValue[] | undefined>>;
}

/** A fetched message as a record. */
export function inbound(topic: string, partition: number, message: FetchedMessage): InboundRecord {
  return {
    topic,
    partition,
    offset: message.offset,
    timestamp: Number(message.timestamp),
    key: message.key,
    value: message.value,
    headers: headersOf(message),
  };
}

/** A header may be repeated; the last one counts, as in Kafka's own `lastHeader`. */
function headersOf(message: FetchedMessage): Record<string, Buffer> {
  const headers: Record<string, Buffer> = {};
  for (const [name, value] of Object.entries(message.headers ?? {})) {
    const last = Array.isArray(value) ? value.at(-1) : value;
    if (last !== undefined && name !== '__proto__') headers[name] = Buffer.from(last);
  }
  return headers;
}

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
