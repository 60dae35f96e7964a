import { isUtf8 } from 'node:buffer';
import { formOf, type EnvelopeForm } from './envelope-form';
import { instantOf } from './instant';
import { isObject, member, parseText, textMember, type JsonObject } from './json';
import type { InboundRecord } from './record';

/** What any envelope says, whatever its shape. `payload` is unwrapped only as far as JSON text and absence go. */
export interface Envelope {
  readonly form: EnvelopeForm;
  readonly eventId: string | null;
  readonly eventType: string | null;
  readonly correlationId: string | null;
  readonly sessionId: string | null;
  readonly causationId: string | null;
  /** UTC with milliseconds, whatever the sender wrote; `null` where it wrote no instant. */
  readonly timestamp: string | null;
  readonly version: unknown;
  /** Trace fields to carry on, from the metadata or beside it. */
  readonly trace: Readonly<Record<string, string>>;
  readonly payload: unknown;
}

/** An id or a type name longer than this is none; it would only be carried into keys, headers and logs. */
const MAX_ID_LENGTH = 1024;

const EMPTY: JsonObject = {};

/** Reads what there is and invents nothing. Ids are taken verbatim, numbers as their decimal text. */
export function readEnvelope(record: InboundRecord, message: JsonObject): Envelope {
  const payload = payloadOf(message);
  const inner = isObject(payload) ? payload : EMPTY;
  const metadata = member(message, 'metadata');
  const headers = headerReader(record);
  return {
    form: formOf(message),
    eventId: id(message, 'event_id') ?? id(message, 'envelope_id') ?? id(message, 'id') ?? headers('event_id'),
    eventType:
      typeIn(message) ??
      headers('event_type') ??
      headers('x-event-type') ??
      (isObject(metadata) ? bounded(member(metadata, 'event_type')) : null) ??
      bounded(member(inner, 'event_type')),
    correlationId: id(message, 'correlation_id') ?? id(inner, 'correlation_id') ?? correlationOutside(record),
    sessionId: id(inner, 'session_id') ?? id(message, 'session_id'),
    causationId: id(message, 'causation_id') ?? headers('x-causation-id'),
    // Asked for by few, and dear: parsed when it is.
    get timestamp() {
      return timestampOf(message);
    },
    version: member(message, 'envelope_version') ?? member(message, 'onex_version') ?? member(message, 'version'),
    trace: traceOf(isObject(metadata) ? metadata : EMPTY, message),
    payload,
  };
}

/** Headers, then the key: all that is left when the value cannot be read (wire-facts 1.6). */
export function correlationOutside(record: InboundRecord): string | null {
  const headers = headerReader(record);
  return headers('correlation_id') ?? headers('x-correlation-id') ?? textOf(record.key);
}

/** `CUSTOM` says nothing where a payload type says it (V8). */
function typeIn(message: JsonObject): string | null {
  const type = bounded(member(message, 'event_type'));
  return type === 'CUSTOM' ? (bounded(member(message, 'payload_type')) ?? type) : type;
}

function payloadOf(message: JsonObject): unknown {
  if (!Object.hasOwn(message, 'payload')) return message;
  const payload = message['payload'];
  if (typeof payload !== 'string' || !payload.startsWith('{')) return payload;
  const parsed = parseText(payload);
  return parsed.ok ? parsed.value : payload;
}

const TRACE_NAMES = ['trace_id', 'span_id', 'user_id', 'tenant_id'] as const;

function traceOf(metadata: JsonObject, message: JsonObject): Readonly<Record<string, string>> {
  const trace: Record<string, string> = {};
  for (const name of TRACE_NAMES) {
    const value = textMember(metadata, name) ?? textMember(message, name);
    if (value !== undefined && value.length <= 256) trace[name] = value;
  }
  return trace;
}

const TIME_NAMES = ['timestamp', 'event_timestamp', 'envelope_timestamp', 'created_at'];

function timestampOf(message: JsonObject): string | null {
  for (const name of TIME_NAMES) {
    const instant = instantOf(member(message, name));
    if (instant !== null) return instant;
  }
  return null;
}

function id(object: JsonObject, name: string): string | null {
  const value = member(object, name);
  return bounded(typeof value === 'number' ? String(value) : value);
}

function bounded(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && value.length <= MAX_ID_LENGTH ? value : null;
}

function headerReader(record: InboundRecord): (name: string) => string | null {
  return (name) => (Object.hasOwn(record.headers, name) ? textOf(record.headers[name]) : null);
}

/** Bytes that are not text are nobody's id: decoding them anyway would answer to an id that was never sent. */
function textOf(bytes: Buffer | null | undefined): string | null {
  return bytes && isUtf8(bytes) ? bounded(bytes.toString('utf8')) : null;
}

/**
 * Major versions 1 and 2 are understood, in every spelling seen: `"1.0"`, `"v1"`, `{major: 1}`, 1, or none at all
 * (wire-facts 1.2; major 2 is V6, whose fields are read by the same rules).
 */
export function isSupportedVersion(version: unknown): boolean {
  if (version === undefined || version === null || version === '') return true;
  const major = isObject(version) ? member(version, 'major') : version;
  const digits = /^v?(\d{1,9})(\.|$)/.exec(
    typeof major === 'number' ? String(major) : typeof major === 'string' ? major : '',
  );
  return digits !== null && (digits[1] === '1' || digits[1] === '2');
}
