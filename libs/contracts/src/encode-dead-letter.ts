import { correlationOutside } from './envelope';
import type { Origin } from './encode-envelope';
import { errorHeaders } from './encode-reply';
import { parseJsonObject, type JsonObject } from './json';
import type { DeadLetter, DeadLetterCategory } from './payloads/dead-letter';
import type { InboundRecord, OutboundRecord } from './record';
import type { Refusal } from './refusal';
import { deadLetterTopicOf } from './topics';

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

/**
 * A record that could not be handled, exactly as it came. Up to 256 KiB it is wrapped in the superset record of
 * wire-facts 4.1; above that the value stays the raw bytes and the same facts travel as headers.
 */
export function encodeDeadLetter(record: InboundRecord, failure: Failure, origin: Origin): OutboundRecord {
  const now = origin.now().toISOString();
  const wrapped = (record.value?.length ?? 0) <= MAX_WRAPPED_BYTES;
  return {
    topic: deadLetterTopicOf(record.topic),
    key: record.key,
    value: wrapped ? JSON.stringify(deadLetter(record, failure, origin, now)) : (record.value ?? ''),
    headers: {
      ...(wrapped ? {} : record.headers),
      ...errorHeaders(failure.refusal),
      content_type: wrapped ? 'application/json' : 'application/octet-stream',
      original_topic: record.topic,
      original_partition: String(record.partition),
      original_offset: record.offset,
      consumer_group: failure.consumerGroup,
      retry_count: String(failure.retryCount),
      failed_at: now,
    },
  };
}

function deadLetter(record: InboundRecord, failure: Failure, origin: Origin, now: string): DeadLetter {
  const { refusal, cause } = failure;
  const errorType = cause?.name ?? 'ContractError';
  const stack = cause?.stack?.slice(0, 4000) ?? null;
  return {
    original_event: originalEvent(record),
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
    correlation_id: failure.correlationId ?? correlationOutside(record),
    event_type: failure.eventType,
    original_key_b64: record.key?.toString('base64') ?? null,
    original_key: record.key?.toString('utf8') ?? null,
    original_headers: Object.fromEntries(
      Object.entries(record.headers).map(([name, value]) => [name, value.toString('base64')]),
    ),
    original_value_b64: record.value?.toString('base64') ?? null,
    replay_count: replayCount(record),
  };
}

function originalEvent(record: InboundRecord): JsonObject | null {
  const parsed = parseJsonObject(record.value);
  return parsed.ok ? parsed.value : null;
}

/** A redriven record carries how often it was sent back. */
function replayCount(record: InboundRecord): number {
  const count = Number(record.headers['x-replay-count']?.toString('utf8') ?? 0);
  return Number.isSafeInteger(count) && count >= 0 ? count : 0;
}
