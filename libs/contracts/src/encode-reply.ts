import type { Outcome } from './outcome';
import type { ReplyAddress } from './decode-request';
import { encodeEnvelope, type Origin } from './encode-envelope';
import { RESPONSE_CLASS } from './event-types';
import { derivedId } from './ids';
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
  const { route } = address;
  const now = origin.now().toISOString();
  const failed = outcome.kind === 'refusal' ? outcome.refusal : null;
  const fields =
    outcome.kind === 'refusal'
      ? errorFields(route.operation, route.style, outcome.refusal, now)
      : answerFields(route.operation, route.style, outcome.result);
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
      payload: { ...fields, ...commonFields(address, processingTimeMs, now) },
      ...(failed !== null && { error: { code: failed.code, message: failed.message } }),
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
