import { encodeEnvelope, type Origin } from './encode-envelope';
import type { EnvelopeForm } from './envelope-form';
import type { JsonObject } from './json';
import type { OutboundRecord } from './record';

/** What a service says of its own accord: no conversation, keyed by instance, an event id of its own. */
export function announcement(
  form: EnvelopeForm,
  topic: string,
  eventType: string,
  payload: JsonObject,
  origin: Origin,
): OutboundRecord {
  const eventId = origin.newId();
  const parts = { form, eventId, eventType, topic, timestamp: origin.now().toISOString(), metadata: {}, payload };
  const value = encodeEnvelope({ ...parts, correlationId: null, sessionId: null, causationId: null }, origin);
  return { topic, key: origin.instanceId, value, headers: { event_id: eventId, event_type: eventType } };
}
