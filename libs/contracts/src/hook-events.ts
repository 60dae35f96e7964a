import { CATALOG } from './contracts';
import { hookTopicOf } from './catalog/hook-topics';
import { announcement } from './announcement';
import type { Origin } from './encode-envelope';
import { EventProcessor } from './event-processor';
import type { JsonObject } from './json';
import type { OutboundRecord } from './record';

/** A processor that knows the schema of every hook event of the catalog, and no handlers yet. */
export function hookEventProcessor(): EventProcessor {
  const processor = new EventProcessor();
  for (const { domain, eventType, payload } of CATALOG) {
    if (domain === 'hooks' && eventType !== undefined) processor.registerSchema(eventType, payload);
  }
  return processor;
}

const known = hookEventProcessor();

/**
 * A hook event on the topic of its type, keyed by instance. Throws `TypeError` when the payload breaks the schema of its
 * type: that is the sender's mistake and must not be published.
 */
export function encodeHookEvent(eventType: string, payload: JsonObject, origin: Origin): OutboundRecord {
  const record = announcement('hook', hookTopicOf(eventType), eventType, payload, origin);
  const refused = known.check(JSON.parse(String(record.value)));
  if (refused !== null) {
    throw new TypeError(`${eventType} breaks its schema: ${refused.details.map(({ path }) => path).join(', ')}`);
  }
  return record;
}
