import { readEnvelope } from './envelope';
import { correlationOutside } from './envelope-ids';
import type { Origin } from './encode-envelope';
import { errorHeaders } from './encode-reply';
import { MAX_MESSAGE_BYTES } from './json';
import type { Message } from './message';
import type { DeadLetter, DeadLetterCategory } from './payloads/dead-letter';
import { encodeHeaders, decodeHeaders, rawHeadersOf } from './raw-headers';
import type { AnyOutboundRecord, InboundRecord } from './record';
import type { Refusal } from './refusal';
import { REPLAY_HEADERS, replayCountOf } from './replay-headers';
import { deadLetterTopicOf } from './contracts';

export interface Failure {
  readonly refusal: Refusal;
  readonly category: DeadLetterCategory;
  readonly cause?: Error;
  readonly retryCount: number;
  readonly maxRetries: number;
  readonly consumerGroup: string;
  readonly correlationId: string | null;
  readonly eventType: string | null;
}

/** Above this many bytes a JSON dead letter (base64, and the event again) could outgrow the topic's message limit. */
const MAX_WRAPPED_BYTES = 262_144;

/** How many of a dead letter's headers, the first ones, are those of a record whose value is left as it was. */
export const OWN_HEADERS = 'original_headers';

/** Left for our headers and the record's own framing. */
const FRAMING_BYTES = 8192;

/**
 * A record that could not be handled, exactly as it came. Up to 256 KiB it is wrapped in the superset record of
 * wire-facts 4.1; above that, or where the wrapping itself would exceed the message limit, the value stays the raw
 * bytes behind the record's own headers. The facts travel as headers either way; of a record that could not be read
 * as it was written, one of them says that the value is not all there was.
 */
export function encodeDeadLetter(message: Message, failure: Failure, origin: Origin): AnyOutboundRecord {
  const { record } = message;
  const now = origin.now().toISOString();
  const wrapped = wrap(message, failure, origin, now);
  const [topic, key] = [deadLetterTopicOf(record.topic), record.key];
  const facts = headersOf(record, failure, origin, now);
  if (wrapped !== null) return { topic, key, value: wrapped, headers: { ...facts, content_type: 'application/json' } };
  const rawHeaders = exactHeadersOf(record);
  const own = { content_type: 'application/octet-stream', [OWN_HEADERS]: String(decodeHeaders(rawHeaders).length) };
  return { topic, key, value: record.value, rawHeaders, headers: { ...facts, ...own } };
}

function headersOf(record: InboundRecord, failure: Failure, origin: Origin, now: string): Record<string, string> {
  return {
    ...errorHeaders(failure.refusal),
    error_category: failure.category,
    original_topic: record.topic,
    original_partition: String(record.partition),
    original_offset: record.offset,
    consumer_group: failure.consumerGroup,
    consumer_instance: origin.instanceId,
    retry_count: String(failure.retryCount),
    max_retries: String(failure.maxRetries),
    failed_at: now,
    ...(record.unreadable !== undefined && { original_value: 'incomplete' }),
    ...(failure.correlationId !== null && { correlation_id: failure.correlationId }),
    ...(failure.eventType !== null && { event_type: failure.eventType }),
  };
}

/** What is there of them where the record is no longer whole. */
function exactHeadersOf({ rawHeaders, headers }: InboundRecord): Buffer {
  return rawHeaders ?? encodeHeaders(rawHeadersOf(headers));
}

/** Base64, key and headers outgrow the record, so the result is measured, not guessed. */
function wrap(message: Message, failure: Failure, origin: Origin, now: string): string | null {
  const { record } = message;
  if (record.unreadable !== undefined || (record.value?.length ?? 0) > MAX_WRAPPED_BYTES) return null;
  const facts = JSON.stringify(factsOf(message, failure, origin, now));
  // As it was written: written again, large numbers would be others.
  const json = `{"original_event":${message.json.ok ? message.json.text : 'null'},${facts.slice(1)}`;
  const id = Buffer.byteLength(failure.correlationId ?? '');
  const size = Buffer.byteLength(json) + (record.key?.length ?? 0) + id + FRAMING_BYTES;
  return size <= MAX_MESSAGE_BYTES ? json : null;
}

function factsOf(
  { record, json: parsed }: Message,
  failure: Failure,
  origin: Origin,
  now: string,
): Omit<DeadLetter, 'original_event'> {
  const { refusal, cause } = failure;
  const errorType = cause?.name ?? 'ContractError';
  const stack = cause?.stack?.slice(0, 4000) ?? null;
  const json = parsed.ok ? parsed : parsed.deep;
  const found = json === undefined ? correlationOutside(record) : readEnvelope(record, json).correlationId;
  return {
    error: {
      code: refusal.code,
      category: failure.category,
      error_type: errorType,
      error_message: refusal.message,
      stack_trace: stack,
      timestamp: now,
      details: refusal.details.map((detail) => ({ ...detail })),
    },
    retry_count: failure.retryCount,
    max_retries: failure.maxRetries,
    dlq_timestamp: now,
    source_topic: record.topic,
    consumer_group: failure.consumerGroup,
    consumer_instance: origin.instanceId,
    original_topic: record.topic,
    original_partition: record.partition,
    original_offset: record.offset,
    error_type: errorType,
    error_message: refusal.message,
    error_stack_trace: stack,
    failed_at: now,
    correlation_id: failure.correlationId ?? found,
    event_type: failure.eventType,
    original_key_b64: record.key?.toString('base64') ?? null,
    original_key: record.key?.toString('utf8') ?? null,
    original_headers: Object.fromEntries(
      Object.entries(record.headers).map(([name, value]) => [name, value.toString('base64')]),
    ),
    original_headers_b64: exactHeadersOf(record).toString('base64'),
    original_value_b64: record.value?.toString('base64') ?? null,
    replay_count: replayCountOf(record.headers[REPLAY_HEADERS.count]),
  };
}
