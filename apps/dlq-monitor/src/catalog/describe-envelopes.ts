import {
  encodeEnvelope,
  envelopeAt,
  eventTypeAt,
  topicAt,
  type CatalogEntry,
  type EnvelopeForm,
  type Origin,
  type Place,
} from '#contracts';
import type { MessageView } from './catalog-view';

/** The same in every sample: what matters is where they stand. */
const IDS = {
  eventId: '0a1b2c3d-0000-4000-8000-000000000001',
  correlationId: '0a1b2c3d-0000-4000-8000-000000000002',
  causationId: null,
  sessionId: null,
} as const;

const AT = new Date('2026-01-31T12:00:00.000Z');

/** The sample as it is on the bus: once in each envelope that it is sent in. */
export function describeMessages(entry: CatalogEntry): readonly MessageView[] {
  const byForm = new Map(entry.places.toReversed().map((place) => [envelopeAt(entry, place), place]));
  return [...byForm].toReversed().map(([envelope, place]) => ({
    envelope,
    style: place.style,
    message: messageOf(entry, place, envelope),
  }));
}

function messageOf(entry: CatalogEntry, place: Place, form: EnvelopeForm): unknown {
  const topic = topicAt(place);
  const origin: Origin = {
    service: entry.producers[0] ?? 'your-service',
    version: '1.0.0',
    instanceId: `${entry.producers[0] ?? 'your-service'}-1`,
    hostname: 'host-1',
    now: () => AT,
    newId: () => IDS.eventId,
  };
  const eventType = eventTypeAt(entry, topic, form);
  const parts = { ...IDS, form, eventType, topic, timestamp: AT.toISOString(), metadata: {}, payload: entry.sample };
  return JSON.parse(encodeEnvelope(parts, origin));
}
