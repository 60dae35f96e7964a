import { isUtf8 } from 'node:buffer';
import type { JsonObject } from './json';
import { literalOf, literalsIn } from './literals';
import type { InboundRecord } from './record';
import { refusal, type Refusal } from './refusal';

/** Ids are carried on into keys, headers, events and other systems' databases; what is longer is refused. */
export const MAX_ID_LENGTH = 1024;

/** A refused id is answered under all the same: three times in the body, once in key and header, within 1 MiB. */
const MAX_ECHOED_BYTES = 163_840;

/** Where ids are looked for. */
export interface IdPlaces {
  readonly message: JsonObject;
  /** The payload; the message itself where it has none. */
  readonly inner: JsonObject;
  readonly metadata: JsonObject;
}

export interface EnvelopeIds {
  readonly eventId: string | null;
  /** Under which the sender waits, also where it is refused. */
  readonly correlationId: string | null;
  readonly sessionId: string | null;
  readonly causationId: string | null;
  /** Trace fields to carry on, from the metadata or beside it. */
  readonly trace: Readonly<Record<string, string>>;
  /** Why the message is to be refused: something was given as an id that cannot be given back as it is. */
  readonly invalidId: Refusal | null;
}

const NAMES = [
  'event_id',
  'correlation_id',
  'session_id',
  'causation_id',
  'trace_id',
  'span_id',
  'user_id',
  'tenant_id',
] as const;

const JSON_NAMES: readonly string[] = [...NAMES, 'envelope_id', 'id'];

type GivenIds = Readonly<Record<(typeof NAMES)[number], unknown>>;

/**
 * Ids verbatim; `text` is what the message was parsed from and has the digits of those that are numbers. `null` and
 * empty text are no id, and the next place is looked at; anything else is one and is never passed over.
 */
export function readIds(record: InboundRecord, places: IdPlaces, text: string): EnvelopeIds {
  let from = places;
  let ids = idsIn(record, from);
  if (NAMES.some((name) => typeof ids[name] === 'number')) {
    from = literalPlaces(places, text);
    ids = idsIn(record, from);
  }
  const flawed = NAMES.find((name) => flawOf(ids[name]) !== null);
  const trace: Record<string, string> = {};
  carry(trace, 'trace_id', ids.trace_id);
  carry(trace, 'span_id', ids.span_id);
  carry(trace, 'user_id', ids.user_id);
  carry(trace, 'tenant_id', ids.tenant_id);
  return {
    eventId: verbatim(ids.event_id),
    correlationId: echoed(ids.correlation_id) ?? correlationOutside(record),
    sessionId: verbatim(ids.session_id),
    causationId: verbatim(ids.causation_id),
    trace,
    invalidId: flawed === undefined ? null : refusalOf(ids[flawed], record, from),
  };
}

/** Headers, then the key: all that is left when the value cannot be read (wire-facts 1.6). */
export function correlationOutside({ headers, key }: InboundRecord): string | null {
  return (
    echoed(headerId(headers, 'correlation_id')) ?? echoed(headerId(headers, 'x-correlation-id')) ?? echoed(keyId(key))
  );
}

/**
 * Read by literal names, which engines find fastest: a parsed message inherits from `Object.prototype` only, which has
 * none of them.
 */
function idsIn({ headers, key }: InboundRecord, { message, inner, metadata }: IdPlaces): GivenIds {
  return {
    event_id:
      given(message['event_id']) ??
      given(message['envelope_id']) ??
      given(message['id']) ??
      headerId(headers, 'event_id'),
    correlation_id:
      given(message['correlation_id']) ??
      given(inner['correlation_id']) ??
      headerId(headers, 'correlation_id') ??
      headerId(headers, 'x-correlation-id') ??
      keyId(key),
    session_id: given(inner['session_id']) ?? given(message['session_id']),
    causation_id: given(message['causation_id']) ?? headerId(headers, 'x-causation-id'),
    trace_id: given(metadata['trace_id']) ?? given(message['trace_id']),
    span_id: given(metadata['span_id']) ?? given(message['span_id']),
    user_id: given(metadata['user_id']) ?? given(message['user_id']),
    tenant_id: given(metadata['tenant_id']) ?? given(message['tenant_id']),
  };
}

function given(value: unknown): unknown {
  return value === null || value === '' ? undefined : value;
}

/** A header names an id, so bytes that are no text are a broken id and not a missing one. */
function headerId(headers: InboundRecord['headers'], name: string): string | Buffer | undefined {
  const bytes = Object.hasOwn(headers, name) ? headers[name] : undefined;
  if (!bytes || bytes.length === 0) return undefined;
  return isUtf8(bytes) ? bytes.toString('utf8') : bytes;
}

/** Keys need not be ids: decoding bytes that are no text would answer to an id that was never sent. */
function keyId(key: Buffer | null): string | undefined {
  return key !== null && key.length > 0 && isUtf8(key) ? key.toString('utf8') : undefined;
}

/** The same places with numbers as they were written, as far as they have ids. */
function literalPlaces({ message, inner, metadata }: IdPlaces, text: string): IdPlaces {
  return {
    message: literalIds(message, text),
    inner: literalIds(inner, payloadTextOf(message, text)),
    metadata: literalIds(metadata, literalOf(text, 'metadata')),
  };
}

/** Where no id is a number, `json` is not read: it need not be what `object` was parsed from, nor JSON at all. */
function literalIds(object: JsonObject, json: string): JsonObject {
  if (!JSON_NAMES.some((name) => typeof object[name] === 'number')) return object;
  const ids: Record<string, unknown> = Object.fromEntries(JSON_NAMES.map((name) => [name, object[name]]));
  for (const [name, literal] of literalsIn(json)) {
    if (JSON_NAMES.includes(name) && typeof object[name] === 'number') ids[name] = literal;
  }
  return ids;
}

/** What the payload was parsed from: the message itself where it has none, and what a payload of text says. */
export function payloadTextOf(message: JsonObject, text: string): string {
  if (!Object.hasOwn(message, 'payload')) return text;
  const payload = message['payload'];
  return typeof payload === 'string' ? payload : literalOf(text, 'payload');
}

function carry(trace: Record<string, string>, name: string, id: unknown): void {
  const text = verbatim(id);
  if (text !== null) trace[name] = text;
}

function verbatim(id: unknown): string | null {
  return typeof id === 'string' && flawOf(id) === null ? id : null;
}

/** Refused or not, as long as a reply can carry it. */
function echoed(id: unknown): string | null {
  if (typeof id !== 'string') return null;
  return id.length <= MAX_ID_LENGTH || Buffer.byteLength(JSON.stringify(id)) <= MAX_ECHOED_BYTES ? id : null;
}

/** Why it cannot be given back as it is; `null` where it can, or there is none. */
function flawOf(id: unknown): string | null {
  if (id === undefined) return null;
  if (typeof id !== 'string') return Buffer.isBuffer(id) ? 'must be UTF-8' : 'must be text or a number';
  if (id.length > MAX_ID_LENGTH) return `has ${id.length} characters, at most ${MAX_ID_LENGTH} are taken`;
  return id.isWellFormed() ? null : 'must not contain lone surrogates: they have no UTF-8 bytes';
}

function refusalOf(id: unknown, record: InboundRecord, places: IdPlaces): Refusal {
  const detail = { path: pathOf(id, record, places), message: flawOf(id) ?? '' };
  return refusal('invalid_id', `${detail.path.replace(/^\//, '')} ${detail.message}`, [detail]);
}

const HEADER_NAMES = ['correlation_id', 'x-correlation-id', 'event_id', 'x-causation-id'];

/** Of the property that holds it, as a JSON pointer; headers and key have none and are named. */
function pathOf(id: unknown, { headers }: InboundRecord, { message, inner, metadata }: IdPlaces): string {
  const objects = [
    ['', message],
    ['/payload', inner],
    ['/metadata', metadata],
  ] as const;
  for (const [path, object] of objects) {
    const name = JSON_NAMES.find((candidate) => object[candidate] === id);
    if (name !== undefined) return `${path}/${name}`;
  }
  const bytes = Buffer.isBuffer(id) ? id : Buffer.from(String(id));
  const header = HEADER_NAMES.find((name) => headers[name]?.equals(bytes) === true);
  return header === undefined ? 'key' : `header ${header}`;
}
