import { canonicalPayload } from './canonical-payload';
import { checkOf } from './checks';
import { isSupportedVersion, readEnvelope, type Envelope } from './envelope';
import { correlationOutside } from './envelope-ids';
import type { EnvelopeForm } from './envelope-form';
import type { ClassifyEventType } from './event-types';
import { isObject, type Json } from './json';
import type { Message } from './message';
import type { Operation, RequestPayloads } from './operations';
import type { InboundRecord } from './record';
import { refusal, type Refusal } from './refusal';
import { firstPlaceOf } from './replay-headers';
import type { Route, Routes } from './routes';

/** All that is needed to answer a request, even one whose payload is unreadable. */
export interface ReplyAddress<Name extends string = Operation> {
  readonly route: Route<Name>;
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
export interface Request<Payload = unknown, Name extends string = Operation> extends ReplyAddress<Name> {
  readonly operation: Name;
  readonly payload: Payload;
}

export type RequestOf<O extends Operation> = Request<RequestPayloads[O]>;

export type DecodedRequest<Name extends string = Operation> =
  | { readonly kind: 'request'; readonly request: Request<unknown, Name> }
  | {
      readonly kind: 'refusal';
      readonly refusal: Refusal;
      /** `null` when there is nobody to answer: no correlation id, or the message is itself a response. */
      readonly address: ReplyAddress<Name> | null;
      readonly eventType: string | null;
    };

export type DecodeRequest<Name extends string = Operation> = (message: Message) => DecodedRequest<Name>;

/**
 * Bytes to one canonical request, or a named refusal. Never throws. The operation is the topic's: an event type that
 * is unknown or names another request yields to it (wire-facts 1.4); one that names a response is refused without an
 * address, because answering replies would loop.
 */
export function requestDecoder<Name extends string>(
  routeOfRequest: Routes<Name>['routeOfRequest'],
  classify: ClassifyEventType<string>,
): DecodeRequest<Name> {
  const read = (record: InboundRecord, route: Route<Name>, json: Json, tooDeep: Refusal | null) => {
    const envelope = readEnvelope(record, json);
    const { eventType } = envelope;
    if (eventType !== null && classify(eventType)?.direction === 'response') return refuseResponse(eventType);
    const address = addressInside(record, route, envelope);
    return tooDeep === null ? decodeEnvelope(route, address, envelope) : refuse(tooDeep, address, eventType);
  };
  return (message) => {
    const { record } = message;
    const route = routeOfRequest(record.topic);
    if (route === undefined) {
      return refuse(refusal('unknown_event_type', `no conversation on topic ${record.topic}`), null, null);
    }
    if (record.unreadable !== undefined) return refuse(record.unreadable, addressOutside(record, route), null);
    const parsed = message.json;
    if (parsed.ok) return read(record, route, parsed, null);
    // What is too deep to be served may still say at its top who waits.
    const { refusal: reason, deep } = parsed;
    return deep === undefined ? refuse(reason, addressOutside(record, route), null) : read(record, route, deep, reason);
  };
}

function refuseResponse(eventType: string): DecodedRequest<never> {
  const reason = refusal('response_on_request_topic', 'the message is a response on a request topic');
  return refuse(reason, null, eventType);
}

function decodeEnvelope<Name extends string>(
  route: Route<Name>,
  address: ReplyAddress<Name> | null,
  envelope: Envelope,
): DecodedRequest<Name> {
  if (!isSupportedVersion(envelope.version)) {
    const reason = refusal('unsupported_version', 'the envelope version is not supported; 1.x and 2.x are');
    return refuse(reason, address, envelope.eventType);
  }
  if (envelope.invalidId !== null) return refuse(envelope.invalidId, address, envelope.eventType);
  if (address === null) {
    const reason = refusal('missing_correlation_id', 'no correlation id in message, headers or key');
    return refuse(reason, null, envelope.eventType);
  }
  return decodePayload(route, address, envelope);
}

function decodePayload<Name extends string>(
  { operation, dialect }: Route<Name>,
  address: ReplyAddress<Name>,
  envelope: Envelope,
): DecodedRequest<Name> {
  if (!isObject(envelope.payload)) {
    return refuse(refusal('invalid_payload', 'the payload is not an object'), address, envelope.eventType);
  }
  const unserved = dialect.unserved(address.echo);
  if (unserved !== null) return refuse(unserved, address, envelope.eventType);
  const payload = canonicalPayload(dialect.request, envelope.payload, envelope.payloadText);
  const details = checkOf(dialect.request.payload)(payload);
  if (details.length > 0) {
    const message = `the payload does not conform: ${details.map((detail) => `${detail.path} ${detail.message}`.trim()).join('; ')}`;
    return refuse(refusal('invalid_payload', message.slice(0, 500), details), address, envelope.eventType);
  }
  return { kind: 'request', request: { ...address, operation, payload } };
}

function refuse<Name extends string>(
  reason: Refusal,
  address: ReplyAddress<Name> | null,
  eventType: string | null,
): DecodedRequest<Name> {
  return { kind: 'refusal', refusal: reason, address, eventType };
}

/** The value cannot be read: headers and key may still say who is waiting, and the topic's own envelope will do. */
function addressOutside<Name extends string>(record: InboundRecord, route: Route<Name>): ReplyAddress<Name> | null {
  const correlationId = correlationOutside(record);
  if (correlationId === null) return null;
  const origin = originOf(record, null);
  const echo = route.dialect.echo({});
  return { route, form: route.envelope, correlationId, sessionId: null, eventId: null, origin, echo, trace: {} };
}

function addressInside<Name extends string>(
  record: InboundRecord,
  route: Route<Name>,
  envelope: Envelope,
): ReplyAddress<Name> | null {
  const correlationId = envelope.correlationId ?? envelope.eventId;
  if (correlationId === null) return null;
  return {
    route,
    form: envelope.form,
    correlationId,
    sessionId: envelope.sessionId,
    eventId: envelope.eventId,
    origin: originOf(record, envelope.eventId),
    echo: route.dialect.echo(isObject(envelope.payload) ? envelope.payload : {}),
    trace: envelope.trace,
  };
}

/** Unique per request as sent: an event id where there is one, else where the record stands, or stood before it was replayed. */
export function originOf(record: InboundRecord, eventId: string | null): string {
  return eventId ?? firstPlaceOf(record);
}
