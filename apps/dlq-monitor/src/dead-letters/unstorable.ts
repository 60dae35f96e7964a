import type { Message } from '#contracts';
import { humanText, LABEL_LIMIT, MESSAGE_LIMIT } from '#redaction';
import type { DeadLetter } from './dead-letter';
import { parseDeadLetter, placeOf, type Place } from './parse-dead-letter';

/** Enough to see what it is; the rest is on the topic, at the place that is kept. */
const RAW_LIMIT = 64 * 1_024;

/** As `parseDeadLetter`, even where that fails. */
export function readDeadLetter({ record }: Message): DeadLetter {
  try {
    return parseDeadLetter(record);
  } catch (error) {
    return unstorable(placeOf(record), error);
  }
}

/** What is kept of a record that cannot be stored as it is: where and when it came, its beginning, and why. */
export function unstorable(
  { dlq_topic, dlq_partition, dlq_offset, received_at, raw }: Place,
  error: unknown,
): DeadLetter {
  return {
    dlq_topic,
    dlq_partition,
    dlq_offset,
    received_at,
    shape: 'unstorable',
    raw: raw.subarray(0, RAW_LIMIT),
    original_topic: null,
    original_partition: null,
    original_offset: null,
    original_key: null,
    original_value: null,
    original_headers: null,
    original_raw_headers: null,
    exact: false,
    sanitized: false,
    error_code: 'unstorable',
    error_type: humanText(error instanceof Error ? error.name : typeof error, LABEL_LIMIT),
    error_category: 'internal',
    error_message: humanText(`${reasonOf(error)}; it has ${raw.length} bytes`, MESSAGE_LIMIT),
    error_stack: null,
    failed_at: null,
    retry_count: 0,
    replay_count: 0,
    consumer_group: null,
    consumer_instance: null,
    correlation_id: null,
    event_type: null,
  };
}

function reasonOf(error: unknown): string {
  return `The dead letter cannot be stored as it is: ${error instanceof Error ? error.message : String(error)}`;
}
