import { encodeEnvelope, type Origin } from './encode-envelope';
import type { EnvelopeForm } from './envelope-form';
import { eventTypeName } from './event-type-names';
import { isCodegen, type Operation } from './operations';
import type { OutboundRecord } from './record';
import type { Environment, TopicStyle } from './topic-styles';
import { routeOf } from './topics';

export interface RequestParts {
  readonly operation: Operation;
  readonly style: TopicStyle;
  /** For styles whose topics begin with one; default `dev`. */
  readonly environment?: Environment;
  /** Default: the style's own envelope. */
  readonly form?: EnvelopeForm;
  readonly correlationId: string;
  readonly sessionId?: string | null;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** A request as a well-behaved client of that style would send it. */
export function encodeRequest(parts: RequestParts, origin: Origin): OutboundRecord {
  const route = routeOf(parts.operation, parts.style, parts.environment);
  const form = parts.form ?? route.envelope;
  const sessionId = parts.sessionId ?? null;
  const repeated =
    form === 'onex-v1' || form === 'flat' || isCodegen(parts.operation)
      ? { correlation_id: parts.correlationId, ...(sessionId !== null && { session_id: sessionId }) }
      : {};
  const value = encodeEnvelope(
    {
      form,
      eventId: origin.newId(),
      eventType: eventTypeName(form, route, 'request'),
      topic: route.request,
      timestamp: origin.now().toISOString(),
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
