import {
  DocumentProcessedEvent,
  MetadataStampedEvent,
  PerformanceMetricsEvent,
  ValidationFailedEvent,
} from '../payloads/bridge-events';
import { EVENT_TOPICS, PERFORMANCE_METRICS_TOPIC } from '../topics';
import type { CatalogEntry } from './catalog-entry';
import { EVENTS } from './figures';
import { NOT_MATCHING, having, without } from './invalid';
import { DOCUMENT_PROCESSED, METADATA_STAMPED, PERFORMANCE_METRICS, VALIDATION_FAILED } from './samples/bridge';

const EVENT = { domain: 'bridge', pattern: 'event', version: '1.0.0', ...EVENTS, producers: ['bridge'] } as const;

export const BRIDGE_EVENT_ENTRIES: readonly CatalogEntry[] = [
  {
    name: 'bridge.event.metadata_stamped',
    ...EVENT,
    summary: 'Content was stamped.',
    audited: true,
    places: [{ style: 'dotted', name: EVENT_TOPICS.metadata_stamped }],
    payload: MetadataStampedEvent,
    key: 'correlation_id',
    consumers: ['intelligence services', 'search'],
    sample: METADATA_STAMPED,
    invalid: [
      having(METADATA_STAMPED, '/blake3_hash', 'EA8F16', NOT_MATCHING),
      without(METADATA_STAMPED, '/content_type'),
    ],
    sources: ['architecture', 'quick reference'],
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
    sources: ['architecture', 'quick reference'],
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
    sources: ['architecture'],
  },
  {
    name: 'bridge.event.performance_metrics',
    ...EVENT,
    summary: 'Counts, errors and times of the bridge’s operations between two instants.',
    places: [{ style: 'dotted', name: PERFORMANCE_METRICS_TOPIC }],
    payload: PerformanceMetricsEvent,
    key: 'instance_id',
    consumers: ['monitoring'],
    sample: PERFORMANCE_METRICS,
    invalid: [
      having(PERFORMANCE_METRICS, '/operations/stamp/count', 1.5, 'must be integer'),
      without(PERFORMANCE_METRICS, '/window_end'),
      having(PERFORMANCE_METRICS, '/operations', [], 'must be object'),
    ],
    sources: ['architecture'],
  },
];
