import { canonicalPayload } from './canonical-payload';
import { checkOf, REQUEST_PAYLOADS, type RequestPayloads } from './checks';
import { codeAnalysisEcho, unservedAnalysis } from './code-analysis';
import { isSupportedVersion, readEnvelope, type Envelope } from './envelope';
import { correlationOutside } from './envelope-ids';
import type { EnvelopeForm } from './envelope-form';
import { classifyEventType } from './event-types';
import { isObject, type Json } from './json';
import type { Message } from './message';
import type { Operation } from './operations';
import type { InboundRecord } from './record';
import { refusal, type Refusal } from './refusal';
import { routeOfRequest, type Route } from './topics';

/** All that is needed to answer a request, even one whose payload is unreadable. */
export interface ReplyAddress {
  readonly route: Route;
  readonly form: EnvelopeForm;
  /** Verbatim, whatever it looks like. */
  readonly correlationId: string;
  readonly sessionId: string | null;
  /** The requester's own event id; `null` where it gave none. */
  readonly eventId: string | null;
  /** What reply ids are derived from: the event id, else `topic-partition-offset`. */
  readonly origin: string;
  /** Members of the request that its dialect's replies repeat. */
  readonly echo: Readonly<Record<string, string>>;
  /** Trace fields to carry on, as found in the request's metadata. */
  readonly trace: Readonly<Record<string, string>>;
}

/** A request as a handler sees it. */
export interface Request<Payload = unknown> extends ReplyAddress {
  readonly operation: Operation;
  readonly payload: Payload;
}

export type RequestOf<O extends Operation> = Request<RequestPayloads[O]>;

export type DecodedRequest =
  | { readonly kind: 'request'; readonly request: Request }
  | {
      readonly kind: 'refusal';
      readonly refusal: Refusal;
      /** `null` when there is nobody to answer: no correlation id, or the message is itself a response. */
      readonly address: ReplyAddress | null;
      readonly eventType: string | null;
    };

/**
 * Bytes to one canonical request, or a named refusal. Never throws. The operation is the topic's: an event type that
 * is unknown or names another request yields to it (wire-facts 1.4); one that names a response is refused without an
 * address, because answering replies would loop.
 */
export function decodeRequest(message: Message): DecodedRequest {
  const { record } = message;
  const route = routeOfRequest(record.topic);
  if (route === undefined) {
    return refuse(refusal('unknown_event_type', `no conversation on topic ${record.topic}`), null, null);
  }
  if (record.unreadable !== undefined) return refuse(record.unreadable, addressOutside(record, route), null);
  const parsed = message.json;
  if (!parsed.ok) return refuseUnread(record, route, parsed.refusal, parsed.deep);
  const envelope = readEnvelope(record, parsed);
  if (isResponse(envelope)) return refuseResponse(envelope);
  const address = addressInside(record, route, envelope);
  if (!isSupportedVersion(envelope.version)) {
    const reason = refusal('unsupported_version', 'the envelope version is not supported; 1.x and 2.x are');
    return refuse(reason, address, envelope.eventType);
  }
  if (envelope.invalidId !== null) return refuse(envelope.invalidId, address, envelope.eventType);
  if (address === null) {
    return refuse(
      refusal('missing_correlation_id', 'no correlation id in message, headers or key'),
      null,
      envelope.eventType,
    );
  }
  return decodePayload(route, address, envelope);
}

/** What is too deep to be served may still say at its top who waits. */
function refuseUnread(record: InboundRecord, route: Route, reason: Refusal, deep: Json | undefined): DecodedRequest {
  if (deep === undefined) return refuse(reason, addressOutside(record, route), null);
  const envelope = readEnvelope(record, deep);
  if (isResponse(envelope)) return refuseResponse(envelope);
  return refuse(reason, addressInside(record, route, envelope), envelope.eventType);
}

function refuseResponse({ eventType }: Envelope): DecodedRequest {
  const reason = refusal('response_on_request_topic', 'the message is a response on a request topic');
  return refuse(reason, null, eventType);
}

function decodePayload(route: Route, address: ReplyAddress, envelope: Envelope): DecodedRequest {
  if (!isObject(envelope.payload)) {
    return refuse(refusal('invalid_payload', 'the payload is not an object'), address, envelope.eventType);
  }
  const unserved = route.fields === 'code-analysis' ? unservedAnalysis(address.echo) : null;
  if (unserved !== null) return refuse(unserved, address, envelope.eventType);
  const payload = canonicalPayload(route.operation, envelope.payload, envelope.payloadText);
  const details = checkOf(REQUEST_PAYLOADS[route.operation])(payload);
  if (details.length > 0) {
    const message = `the payload does not conform: ${details.map((detail) => `${detail.path} ${detail.message}`.trim()).join('; ')}`;
    return refuse(refusal('invalid_payload', message.slice(0, 500), details), address, envelope.eventType);
  }
  return { kind: 'request', request: { ...address, operation: route.operation, payload } };
}

function isResponse(envelope: Envelope): boolean {
  return envelope.eventType !== null && classifyEventType(envelope.eventType)?.direction === 'response';
}

function refuse(reason: Refusal, address: ReplyAddress | null, eventType: string | null): DecodedRequest {
  return { kind: 'refusal', refusal: reason, address, eventType };
}

/** The value cannot be read: headers and key may still say who is waiting, and the topic's own envelope will do. */
function addressOutside(record: InboundRecord, route: Route): ReplyAddress | null {
  const correlationId = correlationOutside(record);
  if (correlationId === null) return null;
  const origin = originOf(record, null);
  const echo = echoOf(route, {});
  return { route, form: route.envelope, correlationId, sessionId: null, eventId: null, origin, echo, trace: {} };
}

function addressInside(record: InboundRecord, route: Route, envelope: Envelope): ReplyAddress | null {
  const correlationId = envelope.correlationId ?? envelope.eventId;
  if (correlationId === null) return null;
  return {
    route,
    form: envelope.form,
    correlationId,
    sessionId: envelope.sessionId,
    eventId: envelope.eventId,
    origin: originOf(record, envelope.eventId),
    echo: echoOf(route, envelope.payload),
    trace: envelope.trace,
  };
}

function echoOf(route: Route, payload: unknown): Readonly<Record<string, string>> {
  return route.fields === 'code-analysis' ? codeAnalysisEcho(isObject(payload) ? payload : {}) : {};
}

/** Unique per request as sent: an event id where there is one, else where the record stands in the log. */
export function originOf(record: InboundRecord, eventId: string | null): string {
  return eventId ?? `${record.topic}-${record.partition}-${record.offset}`;
}
