import type { InboundRecord } from '#contracts';
import type { Members } from './members';

/** Names under which writers put what failed into headers, once `x-`, `dlq_` and hyphens are taken off. */
const FAILURE_NAMES = new Set([
  'error',
  'error_code',
  'error_type',
  'error_message',
  'error_category',
  'error_stack_trace',
  'stack_trace',
  'failure_reason',
  'failure_type',
  'failure_timestamp',
  'failed_at',
  'dlq_timestamp',
  'dlq_topic',
  'original_topic',
  'original_partition',
  'original_offset',
  'original_value',
  'source_topic',
  'retry_count',
  'max_retries',
  'content_type',
  'replay_count',
  'consumer_group',
  'consumer_instance',
]);

/** What the headers say about the failure, under the names the bodies use. */
export function failureHeaders(headers: InboundRecord['headers']): Members {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [plainName(name), value.toString('utf8')] as const),
  );
}

/** A record that was dead-lettered as it was, with the failure in its headers, says at least where or why. */
export function tellsFailure(fields: Members): boolean {
  const tells = /^(?:error|failure_reason|original_topic|source_topic)/;
  return Object.keys(fields).some((name) => tells.test(name) && FAILURE_NAMES.has(name));
}

/** Our own workers leave a large record's value as it was and say so; whatever the value looks like, it is no wrapping. */
export function leavesValueRaw(fields: Members): boolean {
  return fields['content_type'] === 'application/octet-stream' && tellsFailure(fields);
}

/** Our own workers say so where the value is not all there was, or not the record's own. */
export function keepsAll(fields: Members): boolean {
  return fields['original_value'] !== 'incomplete';
}

/** The headers that the failed record had already. */
export function headersBefore(headers: InboundRecord['headers']): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !FAILURE_NAMES.has(plainName(name)))
      .map(([name, value]) => [name, value.toString('utf8')]),
  );
}

function plainName(name: string): string {
  const plain = name.toLowerCase().replaceAll('-', '_').replace(/^x_/, '');
  return FAILURE_NAMES.has(plain) ? plain : plain.replace(/^dlq_/, '');
}
