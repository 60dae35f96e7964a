import { decodeHeaders, OWN_HEADERS, rawHeadersOf, type InboundRecord, type RawHeader } from '#contracts';
import type { Members } from './members';
import { remembered } from './remembered';

/** Names under which writers put what failed into headers, once `x-`, `dlq_` and hyphens are taken off. */
const FAILURE_NAMES = new Set([
  'error',
  'error_code',
  'error_type',
  'error_message',
  'error_category',
  'error_stack_trace',
  'stack_trace',
  'traceback',
  'exception',
  'exception_type',
  'exception_message',
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
  const tells = /^(?:error|exception|failure_reason|original_topic|source_topic)/;
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

/** The headers that the failed record had already: our own workers say how many, of others they are known by name. */
export function headersBefore(record: InboundRecord): readonly RawHeader[] {
  const all = allHeaders(record);
  const count = Number(record.headers[OWN_HEADERS]?.toString() ?? NaN);
  if (count >= 0 && count <= all.length) return all.slice(0, count);
  return all.filter(([name]) => !FAILURE_NAMES.has(plainName(name.toString())));
}

/** As exactly as they are known. */
export function allHeaders({ headers, rawHeaders }: InboundRecord): readonly RawHeader[] {
  return rawHeaders === undefined ? rawHeadersOf(headers) : decodeHeaders(rawHeaders);
}

const plainName = remembered((name) => {
  const plain = name.toLowerCase().replaceAll('-', '_').replace(/^x_/, '');
  return FAILURE_NAMES.has(plain) ? plain : plain.replace(/^dlq_/, '');
});
