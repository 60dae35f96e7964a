import {
  encodeServiceEvent,
  entryOf,
  type Belonging,
  type JsonObject,
  type Origin,
  type OutboundRecord,
} from '#contracts';

/**
 * What the catalog calls `name`, on its topic and in the architecture envelope; `key` is the value of the member the
 * catalog keys it by. Throws `TypeError` for an unknown name and when the payload breaks its schema.
 */
export function announcementOf(
  name: string,
  key: string,
  payload: JsonObject,
  origin: Origin,
  belonging?: Belonging,
): OutboundRecord {
  const [place] = entryOf(name)?.places ?? [];
  if (place === undefined) throw new TypeError(`the catalog has no ${name}`);
  return { ...encodeServiceEvent(place.name, payload, origin, belonging), key };
}
