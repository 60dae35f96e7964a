import { literalAt, MAX_ID_LENGTH, type InboundRecord } from '#contracts';
import type { DeadLetter, DeadLetterShape } from './dead-letter';
import { headersBefore } from './header-fields';
import { humanText, LABEL_LIMIT, MESSAGE_LIMIT, STACK_LIMIT } from './human-text';
import { instant } from './instants';
import { at, base64, count, firstOf, has, isMembers, offset, text, type Members } from './members';
import { originalTopicOf, topicName } from './original-topic';
import { previewOfJson } from './preview';
import type { Original } from './shapes';

const UNKNOWN = 'unknown';
const NOTHING: Members = {};

/** A dead letter taken apart, before its members are read. */
export interface Reading {
  readonly shape: DeadLetterShape;
  readonly body: Members;
  /** What `body` was parsed from. */
  readonly text: string;
  readonly original: Original;
  readonly headers: Members;
  /** Why no writer was recognised. */
  readonly unreadable: string | null;
}

export function originOf(record: InboundRecord, { shape, body, original, headers }: Reading) {
  const sources = [body, headers];
  const place = (name: string) => [`original_${name}`, ...(PLACES[shape] ?? []).map((prefix) => `${prefix}${name}`)];
  const sanitized = at(body, 'sanitized') === true;
  return {
    original_topic: firstOf(sources, ['original_topic', 'source_topic'], topicName) ?? originalTopicOf(record.topic),
    original_partition: firstOf(sources, place('partition'), count) ?? null,
    original_offset: firstOf(sources, place('offset'), offset) ?? null,
    original_key: keyOf(record, body, at(body, shape === 'contract-dlq' ? 'original_message.key' : 'original_key')),
    original_value: original.value,
    original_headers: headersOf(record, shape, body),
    exact: original.exact && !sanitized,
    sanitized,
  };
}

/** Where else than in `original_*` a writer puts partition and offset. Elsewhere these are the payload's own names. */
const PLACES: Partial<Record<DeadLetterShape, readonly string[]>> = {
  'contract-dlq': ['original_message.'],
  'db-adapter': [''],
};

/**
 * Exact where the body has the bytes. Otherwise writers keep the key of what failed as the dead letter's own (wire-facts
 * 1.6), and a body that names one knows better.
 */
function keyOf(record: InboundRecord, body: Members, named: unknown): Buffer | null {
  const bytes = base64(at(body, 'original_key_b64'));
  if (bytes !== undefined) return bytes;
  if (named === null) return null;
  if (typeof named !== 'string' || named === record.key?.toString('utf8')) return record.key;
  return Buffer.from(named, 'utf8');
}

function headersOf(record: InboundRecord, shape: DeadLetterShape, body: Members): DeadLetter['original_headers'] {
  if (shape === 'headers') return headersBefore(record.headers);
  const named = at(body, 'original_headers');
  if (!isMembers(named)) return null;
  // Who encodes the key encodes the headers too. As text they can be read and searched for secrets.
  const encoded = has(body, 'original_key_b64');
  const texts = Object.entries(named).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return Object.fromEntries(
    texts.map(([name, value]) => [name, encoded ? (base64(value)?.toString('utf8') ?? value) : value]),
  );
}

export function failureOf({ body, headers, unreadable }: Reading) {
  const sources = [body, headers];
  const label = (...paths: string[]) => human(firstOf(sources, paths, text), LABEL_LIMIT) ?? UNKNOWN;
  return {
    error_code: label('error.code', 'error_code', 'error.error_code', 'error_details.error_code'),
    error_type: label('error_type', 'error.error_type', 'error.type', 'failure_type', 'error_details.error_type'),
    error_category: label('error.category', 'error_category', 'error.error_category', 'failure_class'),
    error_message: human(firstOf(sources, MESSAGE_PATHS, text), MESSAGE_LIMIT) ?? messageWithout(body, unreadable),
    error_stack: human(firstOf(sources, STACK_PATHS, text), STACK_LIMIT) ?? null,
    failed_at: firstOf(sources, FAILED_AT_PATHS, instant) ?? null,
    retry_count: firstOf(sources, ['retry_count', 'retry_attempts', 'error_details.retry_count'], count) ?? 0,
    replay_count: firstOf(sources, ['replay_count'], count) ?? 0,
    consumer_group: human(firstOf(sources, ['consumer_group'], text), LABEL_LIMIT) ?? null,
    consumer_instance: human(firstOf(sources, ['consumer_instance', 'instance_id'], text), LABEL_LIMIT) ?? null,
  };
}

const MESSAGE_PATHS = [
  'error_message',
  'error.error_message',
  'error.message',
  'error',
  'failure_reason',
  'error_details.error_message',
];
const STACK_PATHS = ['error.stack_trace', 'error_stack_trace', 'stack_trace', 'error_details.stack_trace'];
const FAILED_AT_PATHS = ['failed_at', 'error.timestamp', 'error_timestamp', 'failure_timestamp', 'dlq_timestamp'];

function messageWithout(body: Members, unreadable: string | null): string {
  const error = at(body, 'error') ?? at(body, 'error_message');
  if (error !== undefined && error !== null) return previewOfJson(error);
  return unreadable === null ? 'The dead letter names no error.' : `The dead letter names no error: ${unreadable}.`;
}

function human(value: string | undefined, limit: number): string | undefined {
  return value === undefined ? undefined : humanText(value, limit) || undefined;
}

/** Precedence of wire-facts 1.6: envelope, payload, header, key. A key is taken for one only where it is a UUID. */
export function identityOf(record: InboundRecord, reading: Reading) {
  const { shape, body, original, headers } = reading;
  const wrapper = shape === 'intelligence-consumer' ? NOTHING : body;
  const headerType = at(headers, 'event_type') === 'dlq_message' ? NOTHING : headers;
  return {
    correlation_id: correlationOf(record, reading),
    event_type:
      firstOf([wrapper, original.content, headerType], EVENT_TYPE_PATHS, (value) => human(text(value), LABEL_LIMIT)) ??
      null,
  };
}

const EVENT_TYPE_PATHS = ['event_type', 'metadata.event_type', 'payload.event_type'];
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Verbatim, a number as it is written: the first that is given, or none where that is too long to be one. */
function correlationOf({ key }: InboundRecord, { body, text, original, headers }: Reading): string | null {
  const id =
    idAt(body, text, 'correlation_id') ??
    idAt(body, text, 'payload.correlation_id') ??
    idAt(original.content, original.text, 'correlation_id') ??
    idAt(original.content, original.text, 'payload.correlation_id') ??
    idAt(original.content, original.text, 'metadata.correlation_id') ??
    idAt(headers, '', 'correlation_id');
  if (id !== undefined) return id.length <= MAX_ID_LENGTH ? id : null;
  const name = key?.toString('utf8');
  return name !== undefined && UUID.test(name) ? name : null;
}

function idAt(value: unknown, json: string, path: string): string | undefined {
  const found = at(value, path);
  if (typeof found === 'number') return literalAt(json, path);
  return typeof found === 'string' && found !== '' ? found : undefined;
}
