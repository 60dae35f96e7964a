import { entryOfTopic } from './contracts';
import { checkOf } from './checks';
import { announcement } from './announcement';
import type { Origin } from './encode-envelope';
import type { JsonObject } from './json';
import type { OutboundRecord } from './record';

/**
 * What a service says about itself, in the architecture envelope and keyed by instance. Throws `TypeError` when the
 * payload breaks the topic's schema, or the catalog does not know the topic.
 */
export function encodeServiceEvent(topic: string, payload: JsonObject, origin: Origin): OutboundRecord {
  const entry = entryOfTopic(topic);
  if (entry === undefined) throw new TypeError(`the catalog has no topic ${topic}`);
  const details = checkOf(entry.payload)(payload);
  if (details.length > 0)
    throw new TypeError(`${entry.name} breaks its schema: ${details.map(({ path }) => path).join(', ')}`);
  return announcement('architecture', topic, topic, payload, origin);
}
