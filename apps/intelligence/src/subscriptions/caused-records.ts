import {
  derivedId,
  encodeEnvelope,
  EVENT_TOPICS,
  type DomainEvent,
  type Origin,
  type OutboundRecord,
} from '#contracts';
import { auditRecords } from './audit-trail';
import type { SubscribedEvent } from './subscribed-event';

/** The events another event gave rise to, and their audit snapshots; ids derived, so a redelivery repeats none. */
export function causedRecords(
  cause: SubscribedEvent<object>,
  events: readonly DomainEvent[],
  origin: Origin,
): OutboundRecord[] {
  return [
    ...events.map((event, index) => causedRecord(cause, event, index, origin)),
    ...auditRecords(cause.origin, events, origin),
  ];
}

function causedRecord(
  cause: SubscribedEvent<object>,
  { type, payload }: DomainEvent,
  index: number,
  origin: Origin,
): OutboundRecord {
  const topic = EVENT_TOPICS[type];
  const eventId = derivedId(cause.origin, topic, String(index));
  const correlationId = cause.correlationId ?? cause.eventId ?? eventId;
  const value = encodeEnvelope(
    {
      form: 'architecture',
      eventId,
      eventType: topic,
      topic,
      timestamp: origin.now().toISOString(),
      correlationId,
      sessionId: null,
      causationId: cause.eventId,
      metadata: cause.trace,
      payload,
    },
    origin,
  );
  return { topic, key: correlationId, value, headers: { event_id: eventId, event_type: topic } };
}
