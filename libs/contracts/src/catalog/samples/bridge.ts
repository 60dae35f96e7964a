import type { JsonObject } from '../../json';
import { AT, HASH, LATER } from './ids';

export const METADATA_STAMPED: JsonObject = {
  blake3_hash: HASH,
  namespace: 'omninode.services.metadata',
  content_type: 'text/plain',
};

export const DOCUMENT_PROCESSED: JsonObject = {
  document_id: '5f3c9a0e-2f0b-4c55-8f6d-9a7f1f0f2c3d',
  document_id_source: 'stamp',
  file_path: 'src/price_effect.py',
  processing_time_ms: 1.4,
};

export const VALIDATION_FAILED: JsonObject = {
  content_hash: HASH,
  reason: 'invalid_payload',
  validation_errors: ['/content must be string'],
};

export const VALIDATION_FAILED_V2: JsonObject = {
  blake3_hash: HASH,
  reason: 'hash_mismatch',
  validation_errors: ['the content does not have the hash it was sent with'],
};

/** What the bridge can be asked. */
export const STAMPING = ['stamp', 'batch_stamp', 'verify'];

const OPERATION = { count: 1200, errors: 3, p50_ms: 0.8, p95_ms: 2.1, p99_ms: 4.7 };

export const PERFORMANCE_METRICS: JsonObject = {
  window_start: AT,
  window_end: LATER,
  operations: Object.fromEntries([...STAMPING, 'stamp_tree'].map((name) => [name, OPERATION])),
  bytes: 48_211_904,
  throughput_per_sec: 60.4,
};

export const STAMP_CREATED: JsonObject = {
  stamp_id: '5f3c9a0e-2f0b-4c55-8f6d-9a7f1f0f2c3d',
  file_hash: HASH,
  file_path: 'docs/hello.md',
  file_size_bytes: 5,
  execution_time_ms: 1.4,
  hash_algorithm: 'BLAKE3',
  created_at: AT,
};

export const STAMP_VALIDATED: JsonObject = {
  file_hash: HASH,
  validation_result: false,
  validation_time_ms: 0.8,
  hash_algorithm: 'BLAKE3',
  validated_at: AT,
  error_message: 'unknown_hash',
};

export const STAMP_BATCH_PROCESSED: JsonObject = {
  batch_id: '0b0e5a3c-7f2c-5d6e-8a9b-0c1d2e3f4a5b',
  total_files: 4,
  successful_files: 3,
  failed_files: 1,
  success_rate: 0.75,
  total_processing_time_ms: 5.2,
  average_processing_time_ms: 1.3,
  processed_at: LATER,
};
