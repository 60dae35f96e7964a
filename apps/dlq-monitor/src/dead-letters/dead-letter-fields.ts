import {
  decodeHeaders,
  encodeHeaders,
  headerTexts,
  literalAt,
  MAX_ID_LENGTH,
  type InboundRecord,
  type RawHeader,
} from '#contracts';
import { humanText, LABEL_LIMIT, MESSAGE_LIMIT, previewOfJson, STACK_LIMIT } from '#redaction';
import type { DeadLetterShape } from './dead-letter';
import { instant } from './instants';
import { at, base64, count, firstOf, has, isMembers, offset, text, topicName, type Members } from './members';
import { remembered } from './remembered';
import type { Content, Original } from './shapes';

const UNKNOWN = 'unknown';
const NOTHING: Members = {};

/** A dead letter taken apart, before its members are read. */
export interface Reading {
  readonly shape: DeadLetterShape;
  readonly body: Members;
  /** What `body` was parsed from. */
  readonly text: string;
  readonly original: Original;
  /** What the headers say of the failure, under the names that bodies use. */
  readonly headers: Members;
  /** The failed record's headers, where they are among those of the dead letter. */
  readonly own: readonly RawHeader[] | null;
  /** The failed record's key, where it is not the dead letter's own. */
  readonly key?: Buffer;
  /** Why no writer was recognised. */
  readonly unreadable: string | null;
}

/** Only what the writer says: a topic's name says nothing about whose failures are on it. */
export function originOf(record: InboundRecord, { shape, body, original, headers, own: before, key }: Reading) {
  const sources = [body, headers];
  const place = (name: string) => [`original_${name}`, ...(PLACES[shape] ?? []).map((prefix) => `${prefix}${name}`)];
  const sanitized = at(body, 'sanitized') === true;
  const own = before ?? exactHeaders(body) ?? namedHeaders(body);
  return {
    original_topic: firstOf(sources, ['original_topic', 'source_topic'], topicName) ?? null,
    original_partition: firstOf(sources, place('partition'), count) ?? null,
    original_offset: firstOf(sources, place('offset'), offset) ?? null,
    original_key:
      key ?? keyOf(record, body, at(body, shape === 'contract-dlq' ? 'original_message.key' : 'original_key')),
    original_value: original.value,
    original_headers: own && headerTexts(own),
    original_raw_headers: own && encodeHeaders(own),
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

function exactHeaders(body: Members): readonly RawHeader[] | null {
  try {
    return decodeHeaders(base64(at(body, 'original_headers_b64')) ?? Buffer.alloc(0));
  } catch {
    return null;
  }
}

function namedHeaders(body: Members): readonly RawHeader[] | null {
  const named = at(body, 'original_headers');
  if (!isMembers(named)) return null;
  // Who encodes the key encodes the headers too.
  const encoded = has(body, 'original_key_b64');
  const texts = Object.entries(named).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const bytesOf = (value: string) => (encoded ? base64(value) : undefined) ?? Buffer.from(value);
  return texts.map(([name, value]) => [Buffer.from(name), bytesOf(value)]);
}

export function failureOf({ body, headers, unreadable }: Reading) {
  const sources = [body, headers];
  const label = (...paths: string[]) => human(firstOf(sources, paths, text), LABEL) ?? UNKNOWN;
  return {
    error_code: label('error.code', 'error_code', 'error.error_code', 'error_details.error_code'),
    error_type: label(...TYPE_PATHS),
    error_category: label('error.category', 'error_category', 'error.error_category', 'failure_class'),
    error_message: human(firstOf(sources, MESSAGE_PATHS, text), MESSAGE) ?? messageWithout(body, unreadable),
    error_stack: human(firstOf(sources, STACK_PATHS, text), STACK) ?? null,
    failed_at: firstOf(sources, FAILED_AT_PATHS, instant) ?? null,
    retry_count: firstOf(sources, ['retry_count', 'retry_attempts', 'error_details.retry_count'], count) ?? 0,
    replay_count: firstOf(sources, ['replay_count'], count) ?? 0,
    consumer_group: human(firstOf(sources, ['consumer_group'], text), LABEL) ?? null,
    consumer_instance: human(firstOf(sources, ['consumer_instance', 'instance_id'], text), LABEL) ?? null,
  };
}

const TYPE_PATHS = [
  'error_type',
  'error.error_type',
  'error.type',
  'failure_type',
  'error_details.error_type',
  'exception_type',
];
const MESSAGE_PATHS = [
  'error_message',
  'error.error_message',
  'error.message',
  'error',
  'failure_reason',
  'error_details.error_message',
  'exception_message',
  'exception',
];
const STACK_PATHS = ['error.stack_trace', 'error_stack_trace', 'stack_trace', 'error_details.stack_trace', 'traceback'];
const FAILED_AT_PATHS = ['failed_at', 'error.timestamp', 'error_timestamp', 'failure_timestamp', 'dlq_timestamp'];

function messageWithout(body: Members, unreadable: string | null): string {
  const error = at(body, 'error') ?? at(body, 'error_message');
  if (error !== undefined && error !== null) return previewOfJson(error);
  return unreadable === null ? 'The dead letter names no error.' : `The dead letter names no error: ${unreadable}.`;
}

type Shown = (text: string) => string;

const LABEL: Shown = remembered((text) => humanText(text, LABEL_LIMIT));
const MESSAGE: Shown = remembered((text) => humanText(text, MESSAGE_LIMIT));
const STACK: Shown = remembered((text) => humanText(text, STACK_LIMIT));

function human(value: string | undefined, shown: Shown): string | undefined {
  return value === undefined ? undefined : shown(value) || undefined;
}

/** Precedence of wire-facts 1.6: envelope, payload, header, key. A key is taken for one only where it is a UUID. */
export function identityOf(record: InboundRecord, reading: Reading) {
  const { shape, body, original, headers } = reading;
  const wrapper = shape === 'intelligence-consumer' ? NOTHING : body;
  const headerType = at(headers, 'event_type') === 'dlq_message' ? NOTHING : headers;
  return {
    shape,
    correlation_id: correlationOf(record, reading),
    event_type:
      firstOf([wrapper], EVENT_TYPE_PATHS, eventType) ??
      firstOf([original.read().content, headerType], EVENT_TYPE_PATHS, eventType) ??
      null,
  };
}

const eventType = (value: unknown): string | undefined => human(text(value), LABEL);

const EVENT_TYPE_PATHS = ['event_type', 'metadata.event_type', 'payload.event_type'];
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Verbatim, a number as it is written: the first that is given, or none where that is too long to be one. */
function correlationOf({ key }: InboundRecord, { body, text, original, headers }: Reading): string | null {
  const id =
    idAt(body, text, 'correlation_id') ??
    idAt(body, text, 'payload.correlation_id') ??
    correlationWithin(original.read()) ??
    idAt(headers, '', 'correlation_id');
  if (id !== undefined) return id.length <= MAX_ID_LENGTH ? id : null;
  const name = key?.toString('utf8');
  return name !== undefined && UUID.test(name) ? name : null;
}

function correlationWithin({ content, text }: Content): string | undefined {
  return (
    idAt(content, text, 'correlation_id') ??
    idAt(content, text, 'payload.correlation_id') ??
    idAt(content, text, 'metadata.correlation_id')
  );
}

function idAt(value: unknown, json: string, path: string): string | undefined {
  const found = at(value, path);
  if (typeof found === 'number') return literalAt(json, path);
  return typeof found === 'string' && found !== '' ? found : undefined;
}
