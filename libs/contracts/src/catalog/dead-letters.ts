import { deadLetterTopicOf, SUBSCRIPTIONS } from '../topics';
import { domainOf, OPERATIONS, type Operation } from '../operations';
import { DeadLetter } from '../payloads/dead-letter';
import { WORKERS, type CatalogEntry, type Domain } from './catalog-entry';
import { DEAD_LETTERS } from './figures';
import { NOT_LISTED, having, without } from './invalid';
import { codeAnalysis, conversation } from './places';
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
    version: '1.0.0',
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

const SERVED_BY = { codegen: ['intelligence'], bridge: ['bridge'], infra: WORKERS } as const;

function operationEntry(operation: Operation): CatalogEntry {
  const domain = domainOf(operation);
  return deadLetterEntry(domain, operation, {
    ...requestFor(operation),
    places: conversation(operation, 'deadLetter'),
    producers: SERVED_BY[domain],
    sources: domain === 'codegen' ? ['S1', 'S3', 'S4'] : ['S1'],
  });
}

function requestFor(operation: string): Pick<CatalogEntry, 'key' | 'summary'> {
  return {
    key: 'the request’s key',
    summary: `A request for ${operation} that could not be served, with its exact bytes and the reason.`,
  };
}

function eventEntry([event, topics]: readonly [name: string, topics: readonly string[]]): CatalogEntry {
  return deadLetterEntry('intelligence', event, {
    key: 'the event’s key',
    summary: `An event ${event} that could not be taken in, with its exact bytes and the reason.`,
    places: topics.map((topic) => ({ style: 'dotted', name: deadLetterTopicOf(topic) })),
    producers: ['intelligence'],
    sources: [],
  });
}

/** Of the conversations our workers hold and the events they take in. */
export const DEAD_LETTER_ENTRIES: readonly CatalogEntry[] = [
  ...OPERATIONS.map(operationEntry),
  ...Object.entries(SUBSCRIPTIONS).map(eventEntry),
  deadLetterEntry('intelligence', 'code_analysis', {
    ...requestFor('code_analysis'),
    places: codeAnalysis('deadLetter'),
    producers: ['intelligence'],
    sources: [],
  }),
];
