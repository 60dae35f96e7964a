import { encodeServiceEvent, entryOf, type JsonObject, type Origin, type OutboundRecord } from '#contracts';

/** The topics of an entry of the catalog, the one to write to first. Throws `TypeError` for an unknown name. */
export function topicsOf(name: string): readonly [string, ...string[]] {
  const [first, ...others] = entryOf(name)?.places.map((place) => place.name) ?? [];
  if (first === undefined) throw new TypeError(`the catalog has no ${name}`);
  return [first, ...others];
}

/**
 * What the catalog calls `name`, on its topic and in the architecture envelope; `key` is the value of the member the
 * catalog keys it by. Throws `TypeError` when the payload breaks its schema.
 */
export function announcementOf(name: string, key: string, payload: JsonObject, origin: Origin): OutboundRecord {
  return { ...encodeServiceEvent(topicsOf(name)[0], payload, origin), key };
}
