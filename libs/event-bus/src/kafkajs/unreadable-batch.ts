import { refusal, type InboundRecord } from '#contracts';
import type { StoredBatch } from './batch-header';
import type { Place } from './piece';

const KEPT_BYTES = 1_048_576;

/** Stands for the records of a batch that cannot be read, at the first of their offsets, with the bytes as stored. */
export function unreadableBatch(batch: StoredBatch, place: Place, offset: bigint, error: unknown): InboundRecord {
  const { bytes, lastOffset } = batch;
  const cut = bytes.length > KEPT_BYTES ? `, of which the first ${KEPT_BYTES} are kept` : '';
  const reason = error instanceof Error ? error.message : String(error);
  return {
    ...place,
    offset: offset.toString(),
    timestamp: Math.max(batch.baseTimestamp, 0),
    key: null,
    value: Buffer.from(bytes.subarray(0, KEPT_BYTES)),
    headers: {},
    unreadable: refusal(
      'unreadable_batch',
      `offsets ${offset} to ${lastOffset} cannot be read: ${reason}; the batch has ${bytes.length} bytes${cut}`,
    ),
  };
}
