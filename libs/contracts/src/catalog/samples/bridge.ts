import type { JsonObject } from '../../json';
import { AT, HASH, LATER } from './ids';

export const METADATA_STAMPED: JsonObject = {
  blake3_hash: HASH,
  namespace: 'omninode.services.metadata',
  content_type: 'text/plain',
};

export const DOCUMENT_PROCESSED: JsonObject = {
  document_id: '5f3c9a0e-2f0b-4c55-8f6d-9a7f1f0f2c3d',
  processing_time_ms: 1.4,
};

export const VALIDATION_FAILED: JsonObject = {
  content_hash: HASH,
  reason: 'invalid_payload',
  validation_errors: ['/content must be string'],
};

/** What the bridge can be asked. */
export const STAMPING = ['stamp', 'batch_stamp', 'verify'];

const OPERATION = { count: 1200, errors: 3, p50_ms: 0.8, p95_ms: 2.1, p99_ms: 4.7 };

export const PERFORMANCE_METRICS: JsonObject = {
  window_start: AT,
  window_end: LATER,
  operations: Object.fromEntries(STAMPING.map((name) => [name, OPERATION])),
  bytes: 48_211_904,
  throughput_per_sec: 60.4,
};
