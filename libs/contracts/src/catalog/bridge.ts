import { BRIDGE_OPERATIONS, type BridgeOperation } from '../operations';
import {
  DocumentProcessedEvent,
  MetadataStampedEvent,
  PerformanceMetricsEvent,
  ValidationFailedEvent,
} from '../payloads/bridge-events';
import {
  BatchStampRequest,
  BatchStampResponse,
  StampRequest,
  StampResponse,
  VerifyRequest,
  VerifyResponse,
} from '../payloads/stamp';
import type { PayloadClass } from '../schemas';
import { EVENT_TOPICS } from '../topics';
import type { CatalogEntry, InvalidSample } from './catalog-entry';
import { CONVERSATION, EVENTS } from './figures';
import { NOT_MATCHING, having, without } from './invalid';
import { conversation, dotted } from './places';
import {
  DOCUMENT_PROCESSED,
  METADATA_STAMPED,
  PERFORMANCE_METRICS,
  REQUESTS,
  RESPONSES,
  VALIDATION_FAILED,
} from './samples/bridge';

interface Described {
  readonly summary: string;
  readonly payload: PayloadClass;
  readonly invalid: readonly InvalidSample[];
}

const ASKED: Readonly<Record<BridgeOperation, Described>> = {
  stamp: {
    summary: 'Asks for the BLAKE3 stamp of one content.',
    payload: StampRequest,
    invalid: [
      without(REQUESTS.stamp, '/content'),
      having(REQUESTS.stamp, '/namespace', 'Omninode Services', NOT_MATCHING),
    ],
  },
  batch_stamp: {
    summary: 'Asks for the stamps of several contents; each item fails or succeeds by itself.',
    payload: BatchStampRequest,
    invalid: [
      having(REQUESTS.batch_stamp, '/contents', 'hello', 'must be array'),
      having(REQUESTS.batch_stamp, '/namespace', 5, 'must be string'),
    ],
  },
  verify: {
    summary: 'Asks whether a hash, or the hash of a content, was stamped in a namespace.',
    payload: VerifyRequest,
    invalid: [
      having(REQUESTS.verify, '/blake3_hash', 12, 'must be string'),
      having(REQUESTS.verify, '/namespace', false, 'must be string'),
    ],
  },
};

const ANSWERED: Readonly<Record<BridgeOperation, Described>> = {
  stamp: {
    summary: 'The stamp, with the time of its first making.',
    payload: StampResponse,
    invalid: [
      having(RESPONSES.stamp, '/blake3_hash', 'ea8f16', NOT_MATCHING),
      having(RESPONSES.stamp, '/stamp_time', 'noon', NOT_MATCHING),
    ],
  },
  batch_stamp: {
    summary: 'One result for each item, in the order of the request.',
    payload: BatchStampResponse,
    invalid: [
      without(RESPONSES.batch_stamp, '/results/0/success'),
      having(RESPONSES.batch_stamp, '/failed_count', -1, 'must be >= 0'),
    ],
  },
  verify: {
    summary: 'Whether the stamp is there, and why not.',
    payload: VerifyResponse,
    invalid: [
      having(RESPONSES.verify, '/valid', 'yes', 'must be boolean'),
      having(RESPONSES.verify, '/verified_at', '14 March', NOT_MATCHING),
    ],
  },
};

function requestEntry(operation: BridgeOperation): CatalogEntry {
  return {
    name: `bridge.request.${operation}`,
    domain: 'bridge',
    pattern: 'request',
    version: '1.0.0',
    places: conversation(operation, 'request'),
    key: 'correlation_id',
    ...CONVERSATION,
    producers: ['omniarchon', 'omniclaude', 'cli'],
    consumers: ['bridge'],
    answeredBy: `bridge.response.${operation}`,
    sample: REQUESTS[operation],
    ...ASKED[operation],
    sources: operation === 'batch_stamp' ? ['S1'] : ['S1', 'S3'],
  };
}

function responseEntry(operation: BridgeOperation): CatalogEntry {
  return {
    name: `bridge.response.${operation}`,
    domain: 'bridge',
    pattern: 'response',
    version: '1.0.0',
    places: conversation(operation, 'response'),
    key: 'correlation_id',
    ...CONVERSATION,
    producers: ['bridge'],
    consumers: ['omniarchon', 'omniclaude', 'cli'],
    sample: RESPONSES[operation],
    ...ANSWERED[operation],
    sources: ['S1'],
  };
}

const EVENT = { domain: 'bridge', pattern: 'event', version: '1.0.0', ...EVENTS, producers: ['bridge'] } as const;

const EVENT_ENTRIES: readonly CatalogEntry[] = [
  {
    name: 'bridge.event.metadata_stamped',
    ...EVENT,
    summary: 'Content was stamped.',
    places: [{ style: 'dotted', name: EVENT_TOPICS.metadata_stamped }],
    payload: MetadataStampedEvent,
    key: 'correlation_id',
    consumers: ['intelligence services', 'search'],
    sample: METADATA_STAMPED,
    invalid: [
      having(METADATA_STAMPED, '/blake3_hash', 'EA8F16', NOT_MATCHING),
      without(METADATA_STAMPED, '/content_type'),
    ],
    sources: ['S1', 'S3'],
  },
  {
    name: 'bridge.event.document_processed',
    ...EVENT,
    summary: 'A document was stamped; its id is the stamp’s.',
    places: [{ style: 'dotted', name: EVENT_TOPICS.document_processed }],
    payload: DocumentProcessedEvent,
    key: 'correlation_id',
    consumers: ['intelligence', 'search'],
    sample: DOCUMENT_PROCESSED,
    invalid: [
      without(DOCUMENT_PROCESSED, '/document_id'),
      having(DOCUMENT_PROCESSED, '/processing_time_ms', -1, 'must be >= 0'),
    ],
    sources: ['S1', 'S3'],
  },
  {
    name: 'bridge.event.validation_failed',
    ...EVENT,
    summary: 'A stamp request was refused, or a verification failed.',
    places: [{ style: 'dotted', name: EVENT_TOPICS.validation_failed }],
    payload: ValidationFailedEvent,
    key: 'correlation_id',
    consumers: ['intelligence services'],
    sample: VALIDATION_FAILED,
    invalid: [
      having(VALIDATION_FAILED, '/validation_errors', 'bad', 'must be array'),
      without(VALIDATION_FAILED, '/reason'),
    ],
    sources: ['S1'],
  },
  {
    name: 'bridge.event.performance_metrics',
    ...EVENT,
    summary: 'Counts, errors and times of the bridge’s operations between two instants.',
    places: dotted('bridge.event.performance_metrics'),
    payload: PerformanceMetricsEvent,
    key: 'instance_id',
    producers: ['omninode_bridge'],
    consumers: ['monitoring'],
    sample: PERFORMANCE_METRICS,
    invalid: [
      having(PERFORMANCE_METRICS, '/operations/stamp/count', 1.5, 'must be integer'),
      without(PERFORMANCE_METRICS, '/window_end'),
      having(PERFORMANCE_METRICS, '/operations', [], 'must be object'),
    ],
    sources: ['S1'],
  },
];

export const BRIDGE_ENTRIES: readonly CatalogEntry[] = [
  ...BRIDGE_OPERATIONS.map(requestEntry),
  ...BRIDGE_OPERATIONS.map(responseEntry),
  ...EVENT_ENTRIES,
];
