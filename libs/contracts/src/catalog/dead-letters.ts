import { domainOf, OPERATIONS, type Operation } from '../operations';
import { DeadLetter } from '../payloads/dead-letter';
import { WORKERS, type CatalogEntry, type Domain } from './catalog-entry';
import { DEAD_LETTERS } from './figures';
import { NOT_LISTED, having, without } from './invalid';
import { codeAnalysis, conversation } from './places';
import { DEAD_LETTER } from './samples/dead-letter';

function deadLetterEntry(
  domain: Domain,
  operation: string,
  from: Pick<CatalogEntry, 'places' | 'producers' | 'sources'>,
): CatalogEntry {
  return {
    name: `${domain}.dlq.${operation}`,
    domain,
    pattern: 'dlq',
    version: '1.0.0',
    summary: `A request for ${operation} that could not be served, with its exact bytes and the reason.`,
    payload: DeadLetter,
    key: 'the request’s key',
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
    places: conversation(operation, 'deadLetter'),
    producers: SERVED_BY[domain],
    sources: domain === 'codegen' ? ['S1', 'S3', 'S4'] : ['S1'],
  });
}

/** Of the conversations our workers hold; other topics' dead letters go to `{topic}.dlq` and look alike. */
export const DEAD_LETTER_ENTRIES: readonly CatalogEntry[] = [
  ...OPERATIONS.map(operationEntry),
  deadLetterEntry('intelligence', 'code_analysis', {
    places: codeAnalysis('deadLetter'),
    producers: ['intelligence'],
    sources: [],
  }),
];
