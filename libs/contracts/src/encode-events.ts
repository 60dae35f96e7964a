import type { ReplyAddress } from './decode-request';
import { encodeEnvelope, type EnvelopeParts, type Origin } from './encode-envelope';
import type { DomainEvent } from './events';
import { derivedId } from './ids';
import { deprecationHeaders, OLDER_VERSIONS, olderVersionsOf } from './older-versions';
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
  /** What its id is derived from besides its cause and its topic; left out: its place among the events. */
  readonly index?: number;
  /** Besides those of every event. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Domain events in the architecture envelope, in all versions that are published; see `encodeCaused`. */
export function encodeEvents(cause: Cause, events: readonly DomainEvent[], origin: Origin): OutboundRecord[] {
  const caused = events.flatMap((event, index): readonly CausedEvent[] => {
    const topic = EVENT_TOPICS[event.type];
    const { payload } = event;
    const written = { form: 'architecture', topic, eventType: topic, payload, index } as const;
    const keyed = 'key' in event ? { ...written, key: event.key } : written;
    return [keyed, ...inOlderVersions(event, keyed, origin)];
  });
  return encodeCaused(cause, caused, origin);
}

function inOlderVersions({ type, payload }: DomainEvent, newest: CausedEvent, origin: Origin): readonly CausedEvent[] {
  if (!(type in OLDER_VERSIONS) || origin.publishesDeprecated === false) return [];
  return olderVersionsOf(type, origin.now()).map(({ topic, deprecated, payloadOf }) => ({
    ...newest,
    topic,
    eventType: topic,
    payload: payloadOf(payload),
    headers: deprecationHeaders(deprecated),
  }));
}

/** Ids are derived, so a redelivery of their cause repeats none. */
export function encodeCaused(cause: Cause, events: readonly CausedEvent[], origin: Origin): OutboundRecord[] {
  if (events.length === 0) return [];
  const timestamp = origin.now().toISOString();
  return events.map(({ form, topic, eventType, payload, beside, key, index, headers: own }, place) => {
    const eventId = derivedId(cause.origin, topic, String(index ?? place));
    const correlationId = cause.correlationId ?? cause.eventId ?? eventId;
    const { sessionId, eventId: causationId, trace: metadata } = cause;
    const about = { eventId, timestamp, correlationId, sessionId, causationId, metadata };
    const parts: EnvelopeParts = { form, eventType, topic, payload, ...about };
    const value = encodeEnvelope(beside === undefined ? parts : { ...parts, beside }, origin);
    const headers = { event_id: eventId, event_type: eventType, ...own };
    return { topic, key: key === undefined ? correlationId : key, value, headers };
  });
}

/** How far a request has come. */
export interface Step {
  readonly status: SessionStatus;
  /** What is behind it, in percent. */
  readonly progress: number;
  readonly message: string;
  /** Tells it from other steps of the same status, and thereby is part of its id. */
  readonly stage?: string;
}

/** A session's progress, keyed by session; `null` when the request belongs to no session, or its operation reports none. */
export function encodeStatus(
  address: ReplyAddress<string>,
  { status, progress, message, stage }: Step,
  origin: Origin,
): OutboundRecord | null {
  if (address.sessionId === null || !address.route.dialect.sessionStatus) return null;
  const topic = address.route.status;
  const timestamp = origin.now().toISOString();
  const eventId = derivedId(address.origin, topic, status, ...(stage === undefined ? [] : [stage]));
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
