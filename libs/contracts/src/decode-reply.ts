import { readEnvelope } from './envelope';
import { isObject, member, parseJsonObject, textMember, type JsonObject } from './json';
import type { InboundRecord } from './record';

export interface Reply {
  readonly topic: string;
  readonly correlationId: string;
  readonly eventId: string | null;
  /** The event id of the request, in envelopes that have a place for it. */
  readonly causationId: string | null;
  readonly payload: JsonObject;
  /** Set when the worker refused the request, wherever the dialect put it. */
  readonly error: { readonly code: string; readonly message: string } | null;
}

/** A reply in any of our dialects; `null` for anything else that stands on a response topic. */
export function decodeReply(record: InboundRecord): Reply | null {
  const parsed = parseJsonObject(record.value);
  if (!parsed.ok) return null;
  const envelope = readEnvelope(record, parsed);
  if (envelope.correlationId === null || !isObject(envelope.payload)) return null;
  return {
    topic: record.topic,
    correlationId: envelope.correlationId,
    eventId: envelope.eventId,
    causationId: envelope.causationId,
    payload: envelope.payload,
    error: errorIn(parsed.value) ?? errorIn(envelope.payload) ?? errorOutside(record),
  };
}

function errorOutside({ headers }: InboundRecord): Reply['error'] {
  const code = headers['x-error-code']?.toString('utf8');
  return code === undefined ? null : { code, message: headers['x-error-message']?.toString('utf8') ?? '' };
}

function errorIn(object: JsonObject): Reply['error'] {
  const error = member(object, 'error');
  if (!isObject(error)) return null;
  return { code: textMember(error, 'code') ?? 'internal_error', message: textMember(error, 'message') ?? '' };
}
