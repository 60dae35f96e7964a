import { ENVELOPE, FAILED_AT, json, KEY, READ_PLACE, SPACED_TEXT, TOPIC, UUID, type ShapeSample } from './shape-sample';
import { DOCUMENTED_SAMPLES } from './documented-samples';
import { FRAMEWORK_SAMPLES } from './framework-samples';
import { UPSTREAM_SAMPLES } from './upstream-samples';

/** Every shape that can be named, at least once. */
export const SHAPE_SAMPLES: readonly ShapeSample[] = [
  ...DOCUMENTED_SAMPLES,
  ...UPSTREAM_SAMPLES,
  ...FRAMEWORK_SAMPLES,
  {
    name: 'the failed record as it was, with the failure in its headers',
    record: {
      value: Buffer.from(SPACED_TEXT),
      headers: {
        'x-error-code': Buffer.from('invalid_payload'),
        'X-Error-Message': Buffer.from('no such field'),
        original_topic: Buffer.from(TOPIC),
        'x-original-partition': Buffer.from('2'),
        original_offset: Buffer.from('12345'),
        dlq_consumer_group: Buffer.from('g'),
        failed_at: Buffer.from(String(FAILED_AT.getTime())),
        traceparent: Buffer.from('00-1-1-01'),
      },
    },
    expected: {
      ...READ_PLACE,
      shape: 'headers',
      original_value: SPACED_TEXT,
      exact: true,
      original_headers: { traceparent: '00-1-1-01' },
      error_code: 'invalid_payload',
      error_message: 'no such field',
      correlation_id: UUID,
      event_type: 'CodegenAnalysisRequest',
      consumer_group: 'g',
      failed_at: FAILED_AT,
    },
  },
  {
    name: 'a tombstone',
    record: { value: null, key: Buffer.from(KEY) },
    expected: { shape: 'tombstone', original_topic: null, original_key: KEY, exact: false },
  },
  {
    name: 'a bare envelope that names no failure',
    record: { value: json(ENVELOPE) },
    expected: {
      shape: 'unknown',
      original_topic: null,
      original_value: undefined,
      exact: false,
      error_code: 'unknown',
      correlation_id: UUID,
      event_type: 'CodegenAnalysisRequest',
    },
  },
];
