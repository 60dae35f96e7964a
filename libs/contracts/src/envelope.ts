import { isUtf8 } from 'node:buffer';
import { formOf, type EnvelopeForm } from './envelope-form';
import { instantOf } from './instant';
import { isObject, member, parseText, type JsonObject } from './json';
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

const MAX_TRACE_LENGTH = 256;

const EMPTY: JsonObject = {};

/**
 * Reads what there is and invents nothing. Ids are taken verbatim, numbers as their decimal text. Members are read by
 * literal names, which engines find fastest: a parsed message inherits from `Object.prototype` only, which has none of
 * them.
 */
export function readEnvelope(record: InboundRecord, message: JsonObject): Envelope {
  const payload = payloadOf(message);
  const inner = isObject(payload) ? payload : EMPTY;
  const metadata = isObject(message['metadata']) ? message['metadata'] : EMPTY;
  const { headers } = record;
  return {
    form: formOf(message),
    eventId:
      id(message['event_id']) ?? id(message['envelope_id']) ?? id(message['id']) ?? headerText(headers, 'event_id'),
    eventType:
      typeIn(message) ??
      headerText(headers, 'event_type') ??
      headerText(headers, 'x-event-type') ??
      bounded(metadata['event_type']) ??
      bounded(inner['event_type']),
    correlationId: id(message['correlation_id']) ?? id(inner['correlation_id']) ?? correlationOutside(record),
    sessionId: id(inner['session_id']) ?? id(message['session_id']),
    causationId: id(message['causation_id']) ?? headerText(headers, 'x-causation-id'),
    // Asked for by few, and dear: parsed when it is.
    get timestamp() {
      return timestampOf(message);
    },
    version: message['envelope_version'] ?? message['onex_version'] ?? message['version'],
    trace: traceOf(metadata, message),
    payload,
  };
}

/** Headers, then the key: all that is left when the value cannot be read (wire-facts 1.6). */
export function correlationOutside(record: InboundRecord): string | null {
  const { headers, key } = record;
  return headerText(headers, 'correlation_id') ?? headerText(headers, 'x-correlation-id') ?? textOf(key);
}

/** `CUSTOM` says nothing where a payload type says it (V8). */
function typeIn(message: JsonObject): string | null {
  const type = bounded(message['event_type']);
  return type === 'CUSTOM' ? (bounded(message['payload_type']) ?? type) : type;
}

function payloadOf(message: JsonObject): unknown {
  if (!Object.hasOwn(message, 'payload')) return message;
  const payload = message['payload'];
  if (typeof payload !== 'string' || !payload.startsWith('{')) return payload;
  const parsed = parseText(payload);
  return parsed.ok ? parsed.value : payload;
}

function traceOf(metadata: JsonObject, message: JsonObject): Readonly<Record<string, string>> {
  const trace: Record<string, string> = {};
  const carry = (name: string, value: unknown): void => {
    if (typeof value === 'string' && value !== '' && value.length <= MAX_TRACE_LENGTH) trace[name] = value;
  };
  carry('trace_id', metadata['trace_id'] ?? message['trace_id']);
  carry('span_id', metadata['span_id'] ?? message['span_id']);
  carry('user_id', metadata['user_id'] ?? message['user_id']);
  carry('tenant_id', metadata['tenant_id'] ?? message['tenant_id']);
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

function id(value: unknown): string | null {
  return bounded(typeof value === 'number' ? String(value) : value);
}

function bounded(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && value.length <= MAX_ID_LENGTH ? value : null;
}

function headerText(headers: InboundRecord['headers'], name: string): string | null {
  return Object.hasOwn(headers, name) ? textOf(headers[name]) : null;
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
