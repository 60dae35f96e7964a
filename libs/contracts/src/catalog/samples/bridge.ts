import type { JsonObject } from '../../json';
import type { BridgeOperation } from '../../operations';
import { AT, HASH, LATER } from './ids';

export const REQUESTS: Readonly<Record<BridgeOperation, JsonObject>> = {
  stamp: {
    content: 'hello',
    namespace: 'omninode.services.metadata',
    content_type: 'text/plain',
    file_path: 'docs/hello.md',
  },
  batch_stamp: {
    contents: ['hello', { id: 'readme', content: '# Price service\n', content_type: 'text/markdown' }],
    namespace: 'omninode.services.metadata',
    content_type: 'text/plain',
  },
  verify: { blake3_hash: HASH, content: 'hello', namespace: 'omninode.services.metadata' },
};

export const RESPONSES: Readonly<Record<BridgeOperation, JsonObject>> = {
  stamp: { blake3_hash: HASH, metadata: { namespace: 'omninode.services.metadata', size: 5 }, stamp_time: AT },
  batch_stamp: {
    results: [
      { index: 0, id: '0', success: true, blake3_hash: HASH, metadata: {}, stamp_time: AT, error: null },
      {
        index: 1,
        id: 'readme',
        success: false,
        blake3_hash: null,
        metadata: {},
        stamp_time: null,
        error: { code: 'invalid_payload', message: 'content is not text', details: [{ path: '/content' }] },
      },
    ],
    success_count: 1,
    failed_count: 1,
  },
  verify: { valid: true, metadata: { namespace: 'omninode.services.metadata' }, verified_at: AT, reason: null },
};

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

const OPERATION = { count: 1200, errors: 3, p50_ms: 0.8, p95_ms: 2.1, p99_ms: 4.7 };

export const PERFORMANCE_METRICS: JsonObject = {
  window_start: AT,
  window_end: LATER,
  operations: { stamp: OPERATION, batch_stamp: OPERATION, verify: OPERATION },
  bytes: 48_211_904,
  throughput_per_sec: 60.4,
};
