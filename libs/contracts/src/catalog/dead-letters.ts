import { SUBSCRIPTIONS } from '../topics';
import type { OperationDefinition } from '../operations/definition';
import { DeadLetter } from '../payloads/dead-letter';
import type { CatalogEntry, Domain } from './catalog-entry';
import { ownConversations, placesIn, type OwnConversation } from './conversations';
import { DEAD_LETTERS } from './figures';
import { NOT_LISTED, having, without } from './invalid';
import { DEAD_LETTER } from './samples/dead-letter';

function deadLetterEntry(
  domain: Domain,
  of: string,
  from: Pick<CatalogEntry, 'key' | 'places' | 'producers' | 'sources' | 'summary'>,
): CatalogEntry {
  return {
    name: `${domain}.dlq.${of}`,
    domain,
    pattern: 'dlq',
    version: '1.1.1',
    payload: DeadLetter,
    ...DEAD_LETTERS,
    consumers: ['dlq-monitor'],
    sample: DEAD_LETTER,
    invalid: [
      having(DEAD_LETTER, '/error/category', 'bad luck', NOT_LISTED),
      having(DEAD_LETTER, '/original_offset', 12_345, 'must be string'),
      without(DEAD_LETTER, '/source_topic'),
    ],
    ...from,
  };
}

function operationEntry(definition: OperationDefinition): CatalogEntry {
  const { domain, name, servedBy, sources } = definition;
  return deadLetterEntry(domain, name, {
    ...requestFor(name),
    places: placesIn(definition, 'deadLetter'),
    producers: servedBy,
    sources: sources.deadLetter,
  });
}

function ownEntry({ definition, dialect, places }: OwnConversation): CatalogEntry {
  return deadLetterEntry(dialect.domain, dialect.name, {
    ...requestFor(dialect.name),
    places: places('deadLetter'),
    producers: definition.servedBy,
    sources: [],
  });
}

function requestFor(operation: string): Pick<CatalogEntry, 'key' | 'summary'> {
  return {
    key: 'the request’s key',
    summary: `A request for ${operation} that could not be served, with its exact bytes and the reason.`,
  };
}

function eventEntry(event: string, topics: readonly string[]): CatalogEntry {
  return deadLetterEntry('intelligence', event, {
    key: 'the event’s key',
    summary: `An event ${event} that could not be taken in, with its exact bytes and the reason.`,
    places: topics.map((topic) => ({ style: 'dotted', name: `${topic}.dlq` })),
    producers: ['intelligence'],
    sources: [],
  });
}

/** Of the conversations our workers hold and the events they take in. */
export function deadLetterEntries(definitions: readonly OperationDefinition[]): readonly CatalogEntry[] {
  return [
    ...definitions.map(operationEntry),
    ...Object.entries(SUBSCRIPTIONS).map(([event, topics]) => eventEntry(event, topics)),
    ...ownConversations(definitions).map(ownEntry),
  ];
}
