import type { InboundRecord } from '#contracts';
import type { DeadLetter } from './dead-letter';

/** One dead letter per writer of wire-facts 4.1, composed from its field names; read by the specs only. */
export interface ShapeSample {
  readonly name: string;
  readonly record: Partial<InboundRecord>;
  readonly expected: Partial<Omit<DeadLetter, 'original_value' | 'original_key'>> & {
    readonly shape: DeadLetter['shape'];
    readonly original_value?: string;
    readonly original_key?: string;
  };
}

export const TOPIC = 'omninode.codegen.request.validate.v1';
export const UUID = '550e8400-e29b-41d4-a716-446655440000';
export const KEY = 'file-7';
export const FAILED_AT = new Date('2025-10-18T10:00:00.000Z');

export const ISO = FAILED_AT.toISOString();
export const ENVELOPE = {
  envelope_version: '1.0',
  correlation_id: UUID,
  event_type: 'CodegenAnalysisRequest',
  timestamp: '2025-10-16 12:34:56.789123',
  payload: { correlation_id: UUID, prd_content: 'Grüße', analysis_type: 'full' },
};
export const ENVELOPE_TEXT = JSON.stringify(ENVELOPE);
export const SPACED_TEXT = JSON.stringify(ENVELOPE, null, 2);

export function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}

export const PLACE = { original_topic: TOPIC, original_partition: 2, original_offset: 12345 };
export const READ_PLACE = { ...PLACE, original_offset: '12345' };
