import {
  checkOf,
  isObject,
  isSupportedVersion,
  originOf,
  readEnvelope,
  refusal,
  type Cause,
  type JsonObject,
  type Message,
  type PayloadClass,
  type Refusal,
} from '#contracts';
import { senderOf, type Sender } from './sender';

/** An event of another's, whatever envelope it came in. */
export interface SubscribedEvent<Payload extends object> extends Cause {
  readonly kind: 'event';
  readonly sender: Sender;
  /** Conforms to its DTO; senders may add members. */
  readonly payload: Payload & JsonObject;
}

export type Subscribed<Payload extends object> =
  SubscribedEvent<Payload> | { readonly kind: 'refused'; readonly refusal: Refusal };

/** A decoder of events whose payload is of this class. It never throws: what cannot be taken is refused by name. */
export function subscribedEvent<Payload extends object>(
  payload: PayloadClass<Payload>,
): (message: Message) => Subscribed<Payload> {
  return ({ record, json: parsed }) => {
    if (record.unreadable !== undefined) return { kind: 'refused', refusal: record.unreadable };
    if (!parsed.ok) return { kind: 'refused', refusal: parsed.refusal };
    const envelope = readEnvelope(record, parsed);
    if (envelope.invalidId !== null) return { kind: 'refused', refusal: envelope.invalidId };
    if (!isSupportedVersion(envelope.version)) {
      return { kind: 'refused', refusal: refusal('unsupported_version', 'the envelope version is not supported') };
    }
    const details = checkOf(payload)(envelope.payload);
    if (details.length > 0 || !isObject(envelope.payload)) {
      return { kind: 'refused', refusal: refusal('invalid_payload', 'the payload does not conform', details) };
    }
    const { eventId, correlationId, sessionId, trace } = envelope;
    return {
      kind: 'event',
      origin: originOf(record, eventId),
      eventId,
      correlationId,
      sessionId,
      trace,
      sender: senderOf(parsed.value),
      payload: envelope.payload as Payload & JsonObject,
    };
  };
}
