import {
  DocumentProcessedEvent,
  MetadataStampedEvent,
  PerformanceMetricsEvent,
  ValidationFailedEvent,
  ValidationFailedEventV2,
} from '../payloads/bridge-events';
import { StampBatchProcessedEvent, StampCreatedEvent, StampValidatedEvent } from '../payloads/stamping-events';
import { OLDER_VERSIONS } from '../older-versions';
import { EVENT_TOPICS, PERFORMANCE_METRICS_TOPIC, STAMPING_EVENT_TOPICS } from '../topics';
import type { CatalogEntry } from './catalog-entry';
import { EVENTS } from './figures';
import { NOT_MATCHING, having, without } from './invalid';
import {
  DOCUMENT_PROCESSED,
  METADATA_STAMPED,
  PERFORMANCE_METRICS,
  STAMP_BATCH_PROCESSED,
  STAMP_CREATED,
  STAMP_VALIDATED,
  VALIDATION_FAILED,
  VALIDATION_FAILED_V2,
} from './samples/bridge';

const [VALIDATION_FAILED_V1] = OLDER_VERSIONS.validation_failed;

const EVENT = { domain: 'bridge', pattern: 'event', version: '1.0.1', ...EVENTS, producers: ['bridge'] } as const;

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
    version: '1.2.0',
    summary: 'A document was stamped; its id is the sender’s, or else the stamp’s.',
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
    name: 'bridge.event.validation_failed.v2',
    ...EVENT,
    version: '2.0.0',
    summary: 'A stamp request was refused, or a verification failed; the hash has the name that it has in every event.',
    places: [{ style: 'dotted', name: EVENT_TOPICS.validation_failed }],
    payload: ValidationFailedEventV2,
    key: 'correlation_id',
    consumers: ['intelligence services'],
    sample: VALIDATION_FAILED_V2,
    invalid: [having(VALIDATION_FAILED_V2, '/blake3_hash', '', NOT_MATCHING), without(VALIDATION_FAILED_V2, '/reason')],
    sources: [],
  },
  {
    name: 'bridge.event.validation_failed',
    ...EVENT,
    version: '1.0.2',
    summary: 'A stamp request was refused, or a verification failed.',
    places: [{ style: 'dotted', name: VALIDATION_FAILED_V1.topic }],
    deprecated: VALIDATION_FAILED_V1.deprecated,
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
    version: '1.1.1',
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
  {
    name: 'bridge.event.stamp_created',
    ...EVENT,
    ...stampingEvent('metadata.stamp.created'),
    summary: 'Content was stamped, as the Python stamping service says it; signed where a key is set.',
    payload: StampCreatedEvent,
    key: 'file_hash',
    sample: STAMP_CREATED,
    invalid: [having(STAMP_CREATED, '/file_hash', 'ea8f16', NOT_MATCHING), without(STAMP_CREATED, '/stamp_id')],
  },
  {
    name: 'bridge.event.stamp_validated',
    ...EVENT,
    ...stampingEvent('metadata.stamp.validated'),
    summary: 'Content or a hash was verified, as the Python stamping service says it.',
    payload: StampValidatedEvent,
    key: 'file_hash',
    sample: STAMP_VALIDATED,
    invalid: [
      having(STAMP_VALIDATED, '/validation_result', 'yes', 'must be boolean'),
      without(STAMP_VALIDATED, '/validated_at'),
    ],
  },
  {
    name: 'bridge.event.stamp_batch_processed',
    ...EVENT,
    ...stampingEvent('metadata.batch.processed'),
    summary: 'A batch was stamped, as the Python stamping service says it.',
    payload: StampBatchProcessedEvent,
    key: 'batch_id',
    sample: STAMP_BATCH_PROCESSED,
    invalid: [
      having(STAMP_BATCH_PROCESSED, '/success_rate', 1.5, 'must be <= 1'),
      without(STAMP_BATCH_PROCESSED, '/total_files'),
    ],
  },
];

function stampingEvent(eventType: keyof typeof STAMPING_EVENT_TOPICS) {
  return {
    eventType,
    places: [{ style: 'omninode-bridge', name: STAMPING_EVENT_TOPICS[eventType] }],
    consumers: ['clients of the Python stamping service'],
    sources: [],
  };
}
