import type { CatalogEntry, Place } from './catalog/catalog-entry';
import { envelopeAt } from './catalog/envelope-at';
import { checkOf } from './checks';
import { canonicalPayload, encodeRequest, routeOfRequest, routeOfResponse } from './contracts';
import { encodeEnvelope, type Origin } from './encode-envelope';
import type { EnvelopeForm } from './envelope-form';
import { eventTypeName } from './event-type-names';
import { hookEventProcessor } from './hook-events';
import { isObject, member, type JsonObject } from './json';
import { REQUEST_PAYLOADS } from './operations';
import type { OutboundRecord } from './record';
import type { RefusalDetail } from './refusal';
import type { Environment } from './topic-styles';

export interface EntryParts {
  readonly entry: CatalogEntry;
  /** One of the entry's, and no NATS subject. */
  readonly place: Place;
  /** For topics whose names begin with one; default `dev`. */
  readonly environment?: Environment;
  /** Default: what is sent at that place. */
  readonly form?: EnvelopeForm;
  /** Default: what the catalog says, as far as the payload has it. */
  readonly key?: string;
  readonly correlationId: string;
  /** `null` where it belongs to none. */
  readonly sessionId: string | null;
  readonly payload: JsonObject;
}

/** What keeps a payload from being published as that entry, by the same check that its readers make. */
export function faultsOf({ entry, payload }: Pick<EntryParts, 'entry' | 'payload'>): readonly RefusalDetail[] {
  const [place] = entry.places;
  const route = place && routeOfRequest(topicAt(place));
  const isPlain = route !== undefined && entry.payload === REQUEST_PAYLOADS[route.operation];
  return checkOf(entry.payload)(isPlain ? canonicalPayload(route.operation, payload) : payload);
}

/** The name of a place's topic in one environment. */
export function topicAt({ name }: Place, environment: Environment = 'dev'): string {
  return name.replaceAll('{env}', environment);
}

/**
 * Any message of the catalog as whoever sends it would: in the envelope of its place, with the key that the catalog
 * names. Payload and ids are taken as they are (`faultsOf`, `envelopeFaultsOf`).
 */
export function encodeEntry(parts: EntryParts, origin: Origin): OutboundRecord {
  const { entry, place, environment, payload, correlationId, sessionId } = parts;
  const topic = topicAt(place, environment).replaceAll('{session_id}', sessionId ?? '');
  const form = parts.form ?? envelopeAt(entry, place);
  const route = routeOfRequest(topic);
  if (route !== undefined) {
    const { operation, style } = route;
    const asked = { operation, style, form, correlationId, sessionId, payload };
    const record = encodeRequest(environment === undefined ? asked : { ...asked, environment }, origin);
    return parts.key === undefined ? record : { ...record, key: parts.key };
  }
  const eventId = origin.newId();
  const eventType = eventTypeAt(entry, topic, form);
  const about = { eventId, eventType, correlationId, sessionId, causationId: null, metadata: {} };
  const value = encodeEnvelope({ ...about, form, topic, timestamp: origin.now().toISOString(), payload }, origin);
  const key = parts.key ?? keyOf(parts, origin);
  // What is a whole message says its own id and type.
  return form === 'flat' ? { topic, key, value } : { topic, key, value, headers: headersOf(eventId, eventType) };
}

/** What an envelope calls the messages of an entry; requests and replies are called differently in each. */
export function eventTypeAt({ eventType }: CatalogEntry, topic: string, form: EnvelopeForm): string {
  const asked = routeOfRequest(topic);
  if (asked !== undefined) return eventTypeName(form, asked, 'request');
  const answered = routeOfResponse(topic);
  if (answered === undefined) return eventType ?? topic;
  return eventTypeName(form, answered, topic === answered.response ? 'response' : 'failure');
}

const known = hookEventProcessor();

/** What readers of hook events would refuse the whole message for; nothing where it is none. */
export function envelopeFaultsOf({ entry, place, form }: EntryParts, { value }: OutboundRecord) {
  if ((form ?? envelopeAt(entry, place)) !== 'hook') return [];
  return known.check(JSON.parse(String(value)))?.details ?? [];
}

function headersOf(event_id: string, event_type: string) {
  return { event_id, event_type };
}

/** By the property that the catalog names, in the payload or one level below; else of the envelope's own. */
function keyOf({ entry: { key }, correlationId, sessionId, payload }: EntryParts, origin: Origin): string | null {
  if (key === null) return null;
  if (key === 'correlation_id') return correlationId;
  const own = { session_id: sessionId, instance_id: origin.instanceId };
  const holders = [payload, ...Object.values(payload).filter(isObject), own];
  const found = holders.map((holder) => member(holder, key)).find((value) => typeof value === 'string');
  return found ?? null;
}
