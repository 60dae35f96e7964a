import { encodeEnvelope, type Origin } from './encode-envelope';
import type { EnvelopeForm } from './envelope-form';
import type { JsonObject } from './json';
import type { OutboundRecord } from './record';

/** What an announcement belongs to. */
export interface Belonging {
  readonly correlationId: string | null;
  /** Event id of what gave rise to it. */
  readonly causationId: string | null;
  /** Trace, user and tenant, by their names in an envelope. */
  readonly metadata: Readonly<Record<string, string>>;
}

const NOTHING: Belonging = { correlationId: null, causationId: null, metadata: {} };

/** What a service says of its own accord: keyed by instance, an event id of its own. */
export function announcement(
  form: EnvelopeForm,
  topic: string,
  eventType: string,
  payload: JsonObject,
  origin: Origin,
  belonging = NOTHING,
): OutboundRecord {
  const eventId = origin.newId();
  const parts = { form, eventId, eventType, topic, timestamp: origin.now().toISOString(), payload };
  const value = encodeEnvelope({ ...parts, ...belonging, sessionId: null }, origin);
  return { topic, key: origin.instanceId, value, headers: { event_id: eventId, event_type: eventType } };
}
