import { entryOfTopic } from './contracts';
import { checkOf } from './checks';
import { announcement, type Belonging } from './announcement';
import type { Origin } from './encode-envelope';
import type { JsonObject } from './json';
import type { OutboundRecord } from './record';

/**
 * What a service says about itself, keyed by instance, in the envelope that readers of the topic parse: the guide's on
 * underscored topics (it insists on a correlation id), the architecture document's on all others. Throws `TypeError`
 * when the payload breaks the topic's schema, or the catalog does not know the topic.
 */
export function encodeServiceEvent(
  topic: string,
  payload: JsonObject,
  origin: Origin,
  belonging?: Belonging,
): OutboundRecord {
  const entry = entryOfTopic(topic);
  if (entry === undefined) throw new TypeError(`the catalog has no topic ${topic}`);
  const details = checkOf(entry.payload)(payload);
  if (details.length > 0)
    throw new TypeError(`${entry.name} breaks its schema: ${details.map(({ path }) => path).join(', ')}`);
  const underscored = entry.places.some(({ name, style }) => name === topic && style === 'underscored');
  if (!underscored) return announcement('architecture', topic, topic, payload, origin, belonging);
  const alone = { correlationId: origin.newId(), causationId: null, metadata: {} };
  return announcement('onex-v1', topic, entry.eventType ?? topic, payload, origin, belonging ?? alone);
}
