import { crc32c } from './crc32c';

/** Builds record batches (magic 2, uncompressed) byte by byte, for tests that need control over every header field. */
export interface BatchFields {
  readonly values?: readonly string[];
  readonly timestamps?: readonly number[];
  readonly producerId?: number;
  readonly producerEpoch?: number;
  readonly baseSequence?: number;
}

export function batchOf(fields: BatchFields = {}): Buffer {
  const { values = ['value'], producerId = -1, producerEpoch = -1, baseSequence = -1 } = fields;
  const timestamps = values.map((_, at) => fields.timestamps?.[at] ?? Date.now());
  const base = timestamps[0] ?? 0;
  const records = values.map((value, at) => record(at, (timestamps[at] ?? base) - base, value));
  const body = Buffer.alloc(40);
  body.writeInt32BE(values.length - 1, 2);
  body.writeBigInt64BE(BigInt(base), 6);
  body.writeBigInt64BE(BigInt(Math.max(...timestamps)), 14);
  body.writeBigInt64BE(BigInt(producerId), 22);
  body.writeInt16BE(producerEpoch, 30);
  body.writeInt32BE(baseSequence, 32);
  body.writeInt32BE(values.length, 36);
  return sealed(Buffer.concat([body, ...records]));
}

/** Puts the prefix in front of what the checksum covers. */
function sealed(covered: Buffer): Buffer {
  const prefix = Buffer.alloc(21);
  prefix.writeInt32BE(covered.length + 9, 8);
  prefix.writeInt8(2, 16);
  prefix.writeUInt32BE(crc32c(covered), 17);
  return Buffer.concat([prefix, covered]);
}

function record(offsetDelta: number, timestampDelta: number, value: string): Buffer {
  const bytes = Buffer.from(value);
  const fields = [Buffer.alloc(1), varint(timestampDelta), varint(offsetDelta), varint(-1), varint(bytes.length)];
  const body = Buffer.concat([...fields, bytes, varint(0)]);
  return Buffer.concat([varint(body.length), body]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value < 0 ? -2 * value - 1 : 2 * value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  return Buffer.from([...bytes, rest]);
}
