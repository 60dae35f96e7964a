import { decodeReply, type Reply } from '../../../libs/contracts/src/decode-reply.js';
import { isObject, member, type JsonObject } from '../../../libs/contracts/src/json.js';
import type { InboundRecord } from '../../../libs/contracts/src/record.js';
import { DeadLetteredError, type Detail } from './errors.js';

/** What kafkajs hands over. */
export interface FetchedMessage {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly offset: string;
  readonly timestamp: string;
  readonly headers?: Readonly<Record<string, Buffer | string | (Buffer | string)[] | undefined>>;
}

/** The last value of each header, as bytes. */
export function recordOf(topic: string, partition: number, message: FetchedMessage): InboundRecord {
  const headers: Record<string, Buffer> = {};
  for (const [name, given] of Object.entries(message.headers ?? {})) {
    const last = [given].flat().at(-1);
    if (last !== undefined) headers[name] = Buffer.from(last);
  }
  const { key, value, offset, timestamp } = message;
  return { topic, partition, offset, timestamp: Number(timestamp), key, value, headers };
}

/** A reply in any envelope; `null` for what is none. */
export function replyIn(record: InboundRecord): Reply | null {
  return decodeReply(record);
}

/** Which request was dead-lettered and why, as the headers say; `null` where they do not. */
export function deadLetterIn(record: InboundRecord): DeadLetteredError | null {
  const text = (name: string): string | undefined => record.headers[name]?.toString('utf8');
  const correlationId = text('correlation_id');
  if (correlationId === undefined) return null;
  const error = { code: text('x-error-code') ?? 'internal_error', message: text('x-error-message') ?? '' };
  const { topic, partition, offset } = record;
  return new DeadLetteredError(error, { correlationId, topic, partition, offset });
}

/** The faults that a refusal lists, wherever its operation has room for them. */
export function detailsIn(payload: JsonObject): readonly Detail[] {
  const places = [
    payload,
    ...Object.values(payload).map((value) => (Array.isArray(value) ? value[0] : value) as unknown),
  ];
  for (const place of places) {
    const error = isObject(place) ? member(place, 'error') : undefined;
    const details = isObject(error) ? member(error, 'details') : undefined;
    if (Array.isArray(details)) return details as Detail[];
  }
  return [];
}
