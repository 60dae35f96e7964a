import { gunzipSync } from 'node:zlib';
import { crc32c } from './crc32c';

/**
 * The header of a record batch (magic 2). The records behind it stay opaque bytes: the checksum covers everything from
 * the attributes on, so a broker may write the base offset and the leader epoch without touching it.
 */
export interface BatchHeader {
  readonly lastOffsetDelta: number;
  readonly maxTimestamp: number;
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly baseSequence: number;
}

const HEADER_BYTES = 61;
const COMPRESSION_MASK = 0x07;
const GZIP = 1;

/** The header of the one complete batch in `bytes`, or undefined where the bytes are anything else. */
export function parseBatch(bytes: Buffer): BatchHeader | undefined {
  if (bytes.length < HEADER_BYTES || bytes.readInt8(16) !== 2 || bytes.readInt32BE(8) !== bytes.length - 12) {
    return undefined;
  }
  const lastOffsetDelta = bytes.readInt32BE(23);
  if (lastOffsetDelta < 0 || bytes.readInt32BE(57) !== lastOffsetDelta + 1) return undefined;
  return {
    lastOffsetDelta,
    maxTimestamp: Number(bytes.readBigInt64BE(35)),
    producerId: Number(bytes.readBigInt64BE(43)),
    producerEpoch: bytes.readInt16BE(51),
    baseSequence: bytes.readInt32BE(53),
  };
}

/** Whether the bytes of the batch arrived as the producer sent them. */
export function isIntact(batch: Buffer): boolean {
  return batch.readUInt32BE(17) === crc32c(batch, 21);
}

/** A copy of the batch with the offset its first record got in the log. */
export function placeBatch(bytes: Buffer, baseOffset: number): Buffer {
  const placed = Buffer.from(bytes);
  placed.writeBigInt64BE(BigInt(baseOffset), 0);
  placed.writeInt32BE(0, 12);
  return placed;
}

/**
 * The first record of the batch that is not older than `timestamp`. Codecs Node cannot open are answered with the whole
 * batch's first offset: earlier than asked, never later.
 */
export function firstRecordSince(batch: Buffer, timestamp: number): { offset: number; timestamp: number } {
  for (const record of timestampsOf(batch)) if (record.timestamp >= timestamp) return record;
  return { offset: Number(batch.readBigInt64BE(0)), timestamp: Number(batch.readBigInt64BE(27)) };
}

function* timestampsOf(batch: Buffer): Generator<{ offset: number; timestamp: number }> {
  const baseOffset = Number(batch.readBigInt64BE(0));
  const baseTimestamp = Number(batch.readBigInt64BE(27));
  const records = openRecords(batch);
  for (let at = 0; at < records.length;) {
    const length = varint(records, at);
    const timestampDelta = varint(records, length.end + 1);
    const offsetDelta = varint(records, timestampDelta.end);
    yield { offset: baseOffset + offsetDelta.value, timestamp: baseTimestamp + timestampDelta.value };
    at = length.end + length.value;
  }
}

function openRecords(batch: Buffer): Buffer {
  const compression = batch.readInt16BE(21) & COMPRESSION_MASK;
  const body = batch.subarray(HEADER_BYTES);
  if (compression === 0) return body;
  return compression === GZIP ? gunzipSync(body) : Buffer.alloc(0);
}

/** A zigzag varint; multiplication instead of shifts because timestamp deltas may exceed 32 bits. */
function varint(bytes: Buffer, start: number): { value: number; end: number } {
  let raw = 0;
  let factor = 1;
  let end = start;
  for (;;) {
    const byte = bytes.readUInt8(end++);
    raw += (byte & 0x7f) * factor;
    if (byte < 0x80) break;
    factor *= 128;
  }
  return { value: raw % 2 === 0 ? raw / 2 : -(raw + 1) / 2, end };
}
