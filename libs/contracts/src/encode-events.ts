import type { ReplyAddress } from './decode-request';
import { encodeEnvelope, type EnvelopeParts, type Origin } from './encode-envelope';
import type { DomainEvent } from './events';
import { derivedId } from './ids';
import type { SessionStatus } from './payloads/status';
import type { OutboundRecord } from './record';
import { EVENT_TOPICS } from './topics';

/** What gives rise to events: a request, or an event of another's. */
export interface Cause {
  /** What ids are derived from. */
  readonly origin: string;
  /** Its own event id; `null` where it has none. */
  readonly eventId: string | null;
  /** `null` where an event has none: those that it gives rise to are correlated by its id, else by their own. */
  readonly correlationId: string | null;
  readonly sessionId: string | null;
  readonly trace: Readonly<Record<string, string>>;
}

/** An event on its way to a topic. */
export interface CausedEvent extends Pick<EnvelopeParts, 'form' | 'topic' | 'eventType' | 'payload' | 'beside'> {
  /** Left out: its correlation id. */
  readonly key?: string | null;
}

/** Domain events in the architecture envelope; see `encodeCaused`. */
export function encodeEvents(cause: Cause, events: readonly DomainEvent[], origin: Origin): OutboundRecord[] {
  const caused = events.map((event): CausedEvent => {
    const topic = EVENT_TOPICS[event.type];
    const { payload } = event;
    const written = { form: 'architecture', topic, eventType: topic, payload } as const;
    return 'key' in event ? { ...written, key: event.key } : written;
  });
  return encodeCaused(cause, caused, origin);
}

/** Ids are derived, so a redelivery of their cause repeats none. */
export function encodeCaused(cause: Cause, events: readonly CausedEvent[], origin: Origin): OutboundRecord[] {
  if (events.length === 0) return [];
  const timestamp = origin.now().toISOString();
  return events.map(({ form, topic, eventType, payload, beside, key }, index) => {
    const eventId = derivedId(cause.origin, topic, String(index));
    const correlationId = cause.correlationId ?? cause.eventId ?? eventId;
    const { sessionId, eventId: causationId, trace: metadata } = cause;
    const about = { eventId, timestamp, correlationId, sessionId, causationId, metadata };
    const parts: EnvelopeParts = { form, eventType, topic, payload, ...about };
    const value = encodeEnvelope(beside === undefined ? parts : { ...parts, beside }, origin);
    const headers = { event_id: eventId, event_type: eventType };
    return { topic, key: key === undefined ? correlationId : key, value, headers };
  });
}

/** How far a request has come. */
export interface Step {
  readonly status: SessionStatus;
  /** What is behind it, in percent. */
  readonly progress: number;
  readonly message: string;
}

/** A session's progress, keyed by session; `null` when the request belongs to no session, or its operation reports none. */
export function encodeStatus(
  address: ReplyAddress<string>,
  { status, progress, message }: Step,
  origin: Origin,
): OutboundRecord | null {
  if (address.sessionId === null || !address.route.dialect.sessionStatus) return null;
  const topic = address.route.status;
  const timestamp = origin.now().toISOString();
  const eventId = derivedId(address.origin, topic, status);
  const value = encodeEnvelope(
    {
      form: 'onex-v1',
      eventId,
      eventType: 'CodegenStatusEvent',
      topic,
      timestamp,
      correlationId: address.correlationId,
      sessionId: address.sessionId,
      causationId: address.eventId,
      metadata: {},
      payload: {
        session_id: address.sessionId,
        status,
        progress_percentage: progress,
        message,
        metadata: { operation: address.route.operation, correlation_id: address.correlationId },
        timestamp,
        schema_version: '1.0',
      },
    },
    origin,
  );
  return {
    topic,
    key: address.sessionId,
    value,
    headers: { event_id: eventId, event_type: 'CodegenStatusEvent' },
  };
}
