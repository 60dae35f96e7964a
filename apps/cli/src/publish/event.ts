import { randomUUID } from 'node:crypto';
import {
  CATALOG,
  encodeEntry,
  entriesOfTopic,
  entryOf,
  ENVELOPE_FORMS,
  envelopeFaultsOf,
  ENVIRONMENTS,
  faultsOf,
  parseJsonObject,
  topicAt,
  type CatalogEntry,
  type EntryParts,
  type OutboundRecord,
  type Place,
} from '#contracts';
import { InvalidPayloadError } from '#event-bus';
import type { Arguments } from '../arguments';
import { usage } from '../failure';
import { ORIGIN } from '../origin';
import { suggestion } from '../suggestion';

/** What is published as one entry of the catalog, but for payload and id. */
export interface EventShape extends Omit<EntryParts, 'payload' | 'correlationId'> {
  readonly topic: string;
  /** Undefined where each has one of its own. */
  readonly correlationId: string | undefined;
}

export function eventShape(name: string, typed: Arguments): EventShape {
  if (typed.text('topic') !== undefined) throw usage('--event knows its topic; --style says in which spelling');
  const environment = typed.choice('environment', ENVIRONMENTS, environmentIn(name) ?? 'dev');
  const entry = entryNamed(name);
  const place = placeOf(entry, name, environment, typed.text('style'));
  const sessionId = typed.text('session') ?? null;
  const topic = topicAt(place, environment);
  if (topic.includes('{session_id}') && sessionId === null) throw usage(`${topic} needs --session`);
  const form = typed.choice('envelope', ENVELOPE_FORMS);
  const key = typed.text('key');
  return {
    entry,
    place,
    environment,
    sessionId,
    correlationId: correlationOf(typed),
    topic: topic.replaceAll('{session_id}', sessionId ?? ''),
    ...(form && { form }),
    ...(key !== undefined && { key }),
  };
}

function correlationOf(typed: Arguments): string | undefined {
  return typed.text('correlation-id') ?? (typed.flag('jsonl') ? undefined : randomUUID());
}

/** The payload in `bytes` as a record; throws where its readers would refuse it. */
export function eventRecord(shape: EventShape, source: string, bytes: Buffer): OutboundRecord {
  const parsed = parseJsonObject(bytes);
  if (!parsed.ok) throw usage(`${source}: ${parsed.refusal.message}`);
  const parts = { ...shape, correlationId: shape.correlationId ?? randomUUID(), payload: parsed.value };
  const faults = faultsOf(parts);
  if (faults.length > 0) throw new InvalidPayloadError(`${source}: the ${shape.entry.name} payload`, faults);
  const record = encodeEntry(parts, ORIGIN);
  const about = envelopeFaultsOf(parts, record);
  if (about.length > 0) throw new InvalidPayloadError(`${source}: the ${shape.entry.name} event`, about);
  return record;
}

const ON_KAFKA = CATALOG.filter(({ domain }) => domain !== 'nats');

/** By its name, by its event type, or by a topic that has no other. */
function entryNamed(name: string): CatalogEntry {
  const byType = ON_KAFKA.filter(({ eventType }) => eventType === name);
  const named = entryOf(name);
  const [found, ...others] = named ? [named] : byType.length > 0 ? byType : entriesOfTopic(name);
  if (found === undefined) throw usage(`the catalog has no ${JSON.stringify(name)}${suggestion(name, names())}`);
  if (found.domain === 'nats') throw usage(`${found.name} is a NATS subject; "omni publish" speaks to Kafka`);
  if (others.length > 0) {
    throw usage(`${name} has several events: ${[found, ...others].map((one) => one.eventType ?? one.name).join(', ')}`);
  }
  return found;
}

function names(): readonly string[] {
  return ON_KAFKA.flatMap(({ name, eventType, places }) => [
    name,
    ...(eventType === undefined ? [] : [eventType]),
    ...places.map((place) => topicAt(place)),
  ]);
}

/** Where a topic begins with its environment, naming the topic says that, too. */
function environmentIn(name: string) {
  return ENVIRONMENTS.find((environment) => name.startsWith(`${environment}.`));
}

function placeOf(
  { name, places }: CatalogEntry,
  asked: string,
  environment: EventShape['environment'],
  style: string | undefined,
): Place {
  const [first] = places;
  const place =
    style === undefined
      ? (places.find((one) => topicAt(one, environment) === asked) ?? first)
      : places.find((one) => one.style === style);
  if (place !== undefined) return place;
  const styles = [...new Set(places.map((one) => one.style))];
  throw usage(`${name} has no topic in ${JSON.stringify(style)} style, but in ${styles.join(', ')}`);
}
