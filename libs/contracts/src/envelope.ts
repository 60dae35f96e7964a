import { isUtf8 } from 'node:buffer';
import { payloadTextOf, readIds, type EnvelopeIds } from './envelope-ids';
import { formOf, type EnvelopeForm } from './envelope-form';
import { instantOf } from './instant';
import { isObject, member, parseText, type Json, type JsonObject } from './json';
import type { InboundRecord } from './record';

/** What any envelope says, whatever its shape. `payload` is unwrapped only as far as JSON text and absence go. */
export interface Envelope extends EnvelopeIds {
  readonly form: EnvelopeForm;
  readonly eventType: string | null;
  /** UTC with milliseconds, whatever the sender wrote; `null` where it wrote no instant. */
  readonly timestamp: string | null;
  readonly version: unknown;
  readonly payload: unknown;
  /** What `payload` was parsed from. */
  readonly payloadText: () => string;
}

/** A type name longer than this is none; it would only be carried into logs. */
const MAX_TYPE_LENGTH = 1024;

const EMPTY: JsonObject = {};

/** Reads what there is and invents nothing. */
export function readEnvelope(record: InboundRecord, { value: message, text }: Json): Envelope {
  const payload = payloadOf(message);
  const inner = isObject(payload) ? payload : EMPTY;
  const metadata = isObject(message['metadata']) ? message['metadata'] : EMPTY;
  const { headers } = record;
  const ids = readIds(record, { message, inner, metadata }, text);
  return {
    form: formOf(message),
    eventId: ids.eventId,
    eventType:
      typeIn(message) ??
      headerText(headers, 'event_type') ??
      headerText(headers, 'x-event-type') ??
      bounded(metadata['event_type']) ??
      bounded(inner['event_type']),
    correlationId: ids.correlationId,
    sessionId: ids.sessionId,
    causationId: ids.causationId,
    // Parsed only when asked for: few ask, and parsing is expensive.
    get timestamp() {
      return timestampOf(message);
    },
    version: versionOf(message),
    trace: ids.trace,
    invalidId: ids.invalidId,
    payload,
    payloadText: () => payloadTextOf(message, text),
  };
}

/** What is not wrapped has its own fields there: a number is the version of a document (`OneMetadata`). */
function versionOf(message: JsonObject): unknown {
  const { envelope_version, onex_version, version } = message;
  const isOwn = typeof version === 'number' && !Object.hasOwn(message, 'payload');
  return envelope_version ?? onex_version ?? (isOwn ? undefined : version);
}

/** `CUSTOM` says nothing where a payload type says it. */
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

const TIME_NAMES = ['timestamp', 'event_timestamp', 'envelope_timestamp', 'created_at'];

function timestampOf(message: JsonObject): string | null {
  for (const name of TIME_NAMES) {
    const instant = instantOf(member(message, name));
    if (instant !== null) return instant;
  }
  return null;
}

function bounded(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && value.length <= MAX_TYPE_LENGTH ? value : null;
}

function headerText(headers: InboundRecord['headers'], name: string): string | null {
  const bytes = Object.hasOwn(headers, name) ? headers[name] : undefined;
  return bytes && isUtf8(bytes) ? bounded(bytes.toString('utf8')) : null;
}

/**
 * Major versions 1 and 2 are understood, in every spelling seen: `"1.0"`, `"v1"`, `{major: 1}`, 1, or none at all
 * (wire-facts 1.2; major 2 is the `tool` form, whose fields are read by the same rules).
 */
export function isSupportedVersion(version: unknown): boolean {
  if (version === undefined || version === null || version === '') return true;
  const major = isObject(version) ? member(version, 'major') : version;
  const digits = /^v?(\d{1,9})(\.|$)/.exec(
    typeof major === 'number' ? String(major) : typeof major === 'string' ? major : '',
  );
  return digits !== null && (digits[1] === '1' || digits[1] === '2');
}
