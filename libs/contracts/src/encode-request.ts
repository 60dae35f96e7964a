import { encodeEnvelope, type Origin } from './encode-envelope';
import type { EnvelopeForm } from './envelope-form';
import { eventTypeName } from './event-type-names';
import type { Operation } from './operations';
import type { OutboundRecord } from './record';
import type { Environment, TopicStyle } from './topic-styles';
import type { Routes } from './routes';

export interface RequestParts<Name extends string = Operation> {
  readonly operation: Name;
  readonly style: TopicStyle;
  /** For styles whose topics begin with one; default `dev`. */
  readonly environment?: Environment;
  /** Default: the style's own envelope. */
  readonly form?: EnvelopeForm;
  readonly correlationId: string;
  readonly sessionId?: string | null;
  /** Default: a new one. */
  readonly eventId?: string;
  /** The event id of what it is asked because of; default: none. */
  readonly causationId?: string | null;
  /** Trace, user and tenant, by their names in an envelope. */
  readonly trace?: Readonly<Record<string, string>>;
  readonly payload: Readonly<Record<string, unknown>>;
}

export type EncodeRequest<Name extends string = Operation> = (
  parts: RequestParts<Name>,
  origin: Origin,
) => OutboundRecord;

/** A request as a well-behaved client of that style would send it. */
export function requestEncoder<Name extends string>(routeOf: Routes<Name>['routeOf']): EncodeRequest<Name> {
  return (parts, origin) => {
    const route = routeOf(parts.operation, parts.style, parts.environment);
    const form = parts.form ?? route.envelope;
    const sessionId = parts.sessionId ?? null;
    const repeated = route.dialect.repeatsIds(form)
      ? { correlation_id: parts.correlationId, ...(sessionId !== null && { session_id: sessionId }) }
      : {};
    const value = encodeEnvelope(
      {
        form,
        eventId: parts.eventId ?? origin.newId(),
        eventType: eventTypeName(form, route, 'request'),
        topic: route.request,
        timestamp: origin.now().toISOString(),
        correlationId: parts.correlationId,
        sessionId,
        causationId: parts.causationId ?? null,
        metadata: parts.trace ?? {},
        payload: { ...repeated, ...parts.payload },
      },
      origin,
    );
    return { topic: route.request, key: parts.correlationId, value };
  };
}
