import { checkOf } from './checks';
import type { Outcome } from './outcome';
import type { ReplyAddress } from './decode-request';
import { encodeEnvelope, type Origin } from './encode-envelope';
import { eventTypeName } from './event-type-names';
import { derivedId } from './ids';
import type { OutboundRecord } from './record';
import type { Refusal } from './refusal';

type Fields = Readonly<Record<string, unknown>>;

/** Sentences in headers stay one short line of ASCII, because other people's log lines are made of them; ids are ids. */
function headerText(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 256);
}

/**
 * The reply to one request, in the request's own dialect: its topic style, its envelope, its field set, its
 * correlation id verbatim. The same request always gets the same `event_id`.
 */
export function encodeReply(
  address: ReplyAddress<string>,
  outcome: Outcome<unknown>,
  processingTimeMs: number,
  origin: Origin,
): OutboundRecord {
  if (outcome.kind === 'answer') return answerRecord(address, outcome.result, processingTimeMs, origin, false);
  const { dialect } = address.route;
  const now = origin.now().toISOString();
  const payload = dialect.complete(dialect.refuse(outcome.refusal, now), address, processingTimeMs, now);
  return replyRecord(address, now, payload, undefined, outcome.refusal, origin);
}

/**
 * The reply that answers a request, held to its own schema: throws `TypeError` when the result breaks it, because that
 * is a mistake of ours and must not reach a requester.
 */
export function checkedReply(
  address: ReplyAddress<string>,
  result: unknown,
  processingTimeMs: number,
  origin: Origin,
): OutboundRecord {
  return answerRecord(address, result, processingTimeMs, origin, true);
}

function answerRecord(
  address: ReplyAddress<string>,
  result: unknown,
  processingTimeMs: number,
  origin: Origin,
  checked: boolean,
): OutboundRecord {
  const { operation, dialect } = address.route;
  const now = origin.now().toISOString();
  const payload = dialect.complete(dialect.answer(result), address, processingTimeMs, now);
  const details = checked ? checkOf(dialect.response)(payload) : [];
  if (details.length > 0) {
    throw new TypeError(`the ${operation} reply breaks its schema: ${details.map(({ path }) => path).join(', ')}`);
  }
  return replyRecord(address, now, payload, dialect.beside(result), null, origin);
}

function replyRecord(
  address: ReplyAddress<string>,
  timestamp: string,
  payload: Fields,
  beside: Fields | undefined,
  failed: Refusal | null,
  origin: Origin,
): OutboundRecord {
  const { route, form } = address;
  const { strictWhenFlat, answeredByAll } = route.dialect;
  const topic = failed === null ? route.response : route.failure;
  const eventId = derivedId(address.origin, topic, ...(answeredByAll ? [origin.service] : []));
  const error =
    failed === null || (strictWhenFlat && form === 'flat')
      ? undefined
      : { error: { code: failed.code, message: failed.message } };
  const value = encodeEnvelope(
    {
      form,
      eventId,
      eventType: eventTypeName(form, route, failed === null ? 'response' : 'failure'),
      topic,
      timestamp,
      correlationId: address.correlationId,
      sessionId: address.sessionId,
      causationId: address.eventId,
      metadata: address.trace,
      payload,
      beside: beside ?? error,
    },
    origin,
  );
  return {
    topic,
    key: address.correlationId,
    value,
    headers: {
      event_id: eventId,
      event_type: topic,
      correlation_id: address.correlationId,
      content_type: 'application/json',
      ...(failed !== null && errorHeaders(failed)),
    },
  };
}

export function errorHeaders(refusal: Refusal): Record<string, string> {
  return { 'x-error-code': refusal.code, 'x-error-message': headerText(refusal.message) };
}
