import { encodeEnvelope, type Origin } from './encode-envelope';
import type { EnvelopeForm } from './envelope';
import { REQUEST_CLASS } from './event-types';
import { isCodegen, type Operation } from './operations';
import type { OutboundRecord } from './record';
import { routeOf, type TopicStyle } from './topics';

export interface RequestParts {
  readonly operation: Operation;
  readonly style: TopicStyle;
  /** Default: the style's own envelope, S4's for underscored topics and S1's for dotted ones. */
  readonly form?: EnvelopeForm;
  readonly correlationId: string;
  readonly sessionId?: string | null;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** A request as a well-behaved client of that style would send it. */
export function encodeRequest(parts: RequestParts, origin: Origin): OutboundRecord {
  const route = routeOf(parts.operation, parts.style);
  const form = parts.form ?? (parts.style === 'underscored' ? 'onex-v1' : 'architecture');
  const sessionId = parts.sessionId ?? null;
  const repeated =
    form !== 'architecture' || isCodegen(parts.operation)
      ? { correlation_id: parts.correlationId, ...(sessionId !== null && { session_id: sessionId }) }
      : {};
  const value = encodeEnvelope(
    {
      form,
      eventId: origin.newId(),
      eventType: form === 'onex-v1' ? REQUEST_CLASS[parts.operation] : route.request,
      correlationId: parts.correlationId,
      sessionId,
      causationId: null,
      metadata: {},
      payload: { ...repeated, ...parts.payload },
    },
    origin,
  );
  return { topic: route.request, key: parts.correlationId, value };
}
