import { checkOf, RESPONSE_PAYLOADS } from './checks';
import type { Outcome } from './outcome';
import type { ReplyAddress } from './decode-request';
import { encodeEnvelope, type Origin } from './encode-envelope';
import { RESPONSE_CLASS } from './event-types';
import { derivedId } from './ids';
import { isCodegen } from './operations';
import type { OutboundRecord } from './record';
import { answerFields, commonFields, errorFields } from './reply-payload';
import type { Refusal } from './refusal';

/** Header values must stay one short line of ASCII: other people's log lines are made of them. */
function headerText(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 256);
}

/**
 * The reply to one request, in the request's own dialect: its topic style, its envelope, its field set, its
 * correlation id verbatim. The same request always gets the same `event_id`.
 */
export function encodeReply(
  address: ReplyAddress,
  outcome: Outcome<unknown>,
  processingTimeMs: number,
  origin: Origin,
): OutboundRecord {
  const { operation, style } = address.route;
  const now = origin.now().toISOString();
  const fields =
    outcome.kind === 'refusal'
      ? errorFields(operation, style, outcome.refusal, now)
      : answerFields(operation, style, outcome.result);
  const payload = { ...fields, ...commonFields(address, processingTimeMs, now) };
  return replyRecord(address, payload, outcome.kind === 'refusal' ? outcome.refusal : null, origin);
}

/**
 * The reply that answers a request, held to its own schema: throws `TypeError` when the result breaks it, because that
 * is a mistake of ours and must not reach a requester.
 */
export function checkedReply(
  address: ReplyAddress,
  result: unknown,
  processingTimeMs: number,
  origin: Origin,
): OutboundRecord {
  const { operation, style } = address.route;
  const now = origin.now().toISOString();
  const payload = { ...answerFields(operation, style, result), ...commonFields(address, processingTimeMs, now) };
  const details = checkOf(RESPONSE_PAYLOADS[operation])(payload);
  if (details.length > 0) {
    throw new TypeError(`the ${operation} reply breaks its schema: ${details.map(({ path }) => path).join(', ')}`);
  }
  return replyRecord(address, payload, null, origin);
}

function replyRecord(
  address: ReplyAddress,
  payload: Readonly<Record<string, unknown>>,
  failed: Refusal | null,
  origin: Origin,
): OutboundRecord {
  const { route } = address;
  // A flat S4 message is its payload, and the strict client accepts no field beside its own: headers say it there.
  const strict = address.form === 'flat' && route.style === 'underscored' && isCodegen(route.operation);
  const eventId = derivedId(address.origin, route.response);
  const value = encodeEnvelope(
    {
      form: address.form,
      eventId,
      eventType: address.form === 'onex-v1' ? RESPONSE_CLASS[route.operation] : route.response,
      correlationId: address.correlationId,
      sessionId: address.sessionId,
      causationId: address.eventId,
      metadata: address.trace,
      payload,
      ...(failed !== null && !strict && { error: { code: failed.code, message: failed.message } }),
    },
    origin,
  );
  return {
    topic: route.response,
    key: address.correlationId,
    value,
    headers: {
      event_id: eventId,
      event_type: route.response,
      correlation_id: headerText(address.correlationId),
      content_type: 'application/json',
      ...(failed !== null && errorHeaders(failed)),
    },
  };
}

export function errorHeaders(refusal: Refusal): Record<string, string> {
  return { 'x-error-code': refusal.code, 'x-error-message': headerText(refusal.message) };
}
