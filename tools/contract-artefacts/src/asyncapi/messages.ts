import { envelopeAt, type CatalogEntry, type JsonObject, type Place } from '#contracts';
import { relative } from 'node:path/posix';
import { schemaPath, type Published } from '../event-schema';
import type { HeaderKind } from './parts';
import { messageName, ourWorkers, reference } from './wire';

/** Every entry in every envelope it is found in. */
export function messages(published: readonly Published[]): JsonObject {
  return Object.fromEntries(
    published.flatMap(({ entry, schema }) =>
      entry.places.map((place) => [messageName(entry, place), message(entry, place, schema.title)]),
    ),
  );
}

function message(entry: CatalogEntry, place: Place, title: string): JsonObject {
  const kind = headerKind(entry, place);
  return {
    name: entry.name,
    title,
    summary: entry.summary,
    contentType: 'application/json',
    payload: valueSchema(entry, place),
    ...(kind !== null && { headers: reference('components', 'schemas', `headers.${kind}`) }),
    ...(hasCorrelation(entry, place) && { correlationId: reference('components', 'correlationIds', 'correlation') }),
    ...(place.style !== 'nats' && { bindings: { kafka: { ...keySchema(entry), bindingVersion: '0.5.0' } } }),
    ...(entry.deprecated && { 'x-deprecation': entry.deprecated }),
    'x-version': entry.version,
    'x-producers': entry.producers,
    'x-consumers': entry.consumers,
  };
}

/** A record's value: an envelope around the payload, or the payload by itself. */
function valueSchema(entry: CatalogEntry, place: Place): JsonObject {
  const payload = { $ref: `./${relative('schemas', schemaPath(entry))}` };
  const form = envelopeAt(entry, place);
  const isConversation = entry.pattern === 'request' || entry.pattern === 'response';
  if (form === 'flat') return isConversation ? { allOf: [payload, CORRELATED] } : payload;
  const { eventType } = entry;
  return {
    allOf: [
      reference('components', 'schemas', `envelope.${form}`),
      {
        type: 'object',
        // On a topic of several types the type is all that tells them apart.
        properties: { ...(form === 'hook' && { event_type: { const: eventType } }), payload },
      },
    ],
  };
}

const CORRELATED = { type: 'object', properties: { correlation_id: { type: 'string' } } };

function keySchema({ key }: CatalogEntry): JsonObject {
  return key === null ? {} : { key: { type: 'string', description: key } };
}

function hasCorrelation(entry: CatalogEntry, place: Place): boolean {
  if (place.style === 'nats') return false;
  return envelopeAt(entry, place) !== 'flat' || ['request', 'response', 'dlq'].includes(entry.pattern);
}

/** Described where our own encoders write them. */
function headerKind({ pattern, producers }: CatalogEntry, { style }: Place): HeaderKind | null {
  if (ourWorkers(producers).length === 0) return null;
  switch (pattern) {
    case 'response':
      return 'reply';
    case 'status':
      return 'status';
    case 'dlq':
      return 'deadLetter';
    case 'event':
    case 'audit':
      return style === 'nats' ? 'nats' : 'event';
    case 'request':
      return null;
  }
}
