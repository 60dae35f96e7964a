import type { DeadLetterRow } from '#dead-letters';
import { humanText, isSecretName, LABEL_LIMIT, previewOf, REDACTED } from '#redaction';

/** The text is the column's own, or what a person may see of it; bytes are counted, not shown. */
export interface DeadLetterSummary extends Omit<
  DeadLetterRow,
  | 'raw'
  | 'original_key'
  | 'original_value'
  | 'original_raw_headers'
  | 'exact'
  | 'error_stack'
  | 'failed_at'
  | 'received_at'
  | 'sealed'
  | 'subjects'
> {
  readonly original_key: string | null;
  /** ISO 8601, UTC. */
  readonly failed_at: string | null;
  readonly received_at: string;
  readonly raw_bytes: number;
  /** `null` where the dead letter does not carry the original. */
  readonly original_bytes: number | null;
  /** At most 500 sanitised characters of the original, or of the dead letter where it carries none. */
  readonly preview: string;
}

/** A dead letter for people: JSON-safe, without payload bytes, every text free of secrets and control characters. */
export function summarise(deadLetter: DeadLetterRow): DeadLetterSummary {
  const { raw, original_key, original_value, original_headers, failed_at, received_at } = deadLetter;
  return {
    dlq_topic: deadLetter.dlq_topic,
    dlq_partition: deadLetter.dlq_partition,
    dlq_offset: deadLetter.dlq_offset,
    received_at: received_at.toISOString(),
    shape: deadLetter.shape,
    original_topic: deadLetter.original_topic,
    original_partition: deadLetter.original_partition,
    original_offset: deadLetter.original_offset,
    original_key: original_key && humanText(original_key.toString('utf8'), LABEL_LIMIT),
    original_headers: original_headers && Object.fromEntries(Object.entries(original_headers).map(visibleHeader)),
    error_code: deadLetter.error_code,
    error_type: deadLetter.error_type,
    error_message: deadLetter.error_message,
    error_category: deadLetter.error_category,
    correlation_id: deadLetter.correlation_id && humanText(deadLetter.correlation_id, LABEL_LIMIT),
    event_type: deadLetter.event_type,
    retry_count: deadLetter.retry_count,
    consumer_group: deadLetter.consumer_group,
    failed_at: failed_at && failed_at.toISOString(),
    raw_bytes: raw.length,
    original_bytes: original_value && original_value.length,
    preview: previewOf(original_value ?? raw),
  };
}

function visibleHeader([name, value]: [string, string]): [string, string] {
  return [humanText(name, LABEL_LIMIT), isSecretName(name) ? REDACTED : humanText(value, LABEL_LIMIT)];
}
