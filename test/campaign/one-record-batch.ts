import { crc32c } from '../../tools/local-broker/src/crc32c';

export interface RawRecord {
  readonly key: string | null;
  readonly value: Buffer | string | null;
  readonly headers: readonly (readonly [name: string, value: string | null])[];
}

/** From the attributes on, which the checksum covers; https://kafka.apache.org/documentation/#recordbatch. */
const COVERED_BYTES = 40;
const PREFIX_BYTES = 21;
/** What the length does not count: the offset and itself. */
const UNCOUNTED_BYTES = 12;
const MAGIC = 2;

/** A batch with one record, as a client writes it that does more than kafkajs can: it has no null headers. */
export function oneRecordBatch({ key, value, headers }: RawRecord, at: number): Buffer {
  const body = Buffer.alloc(COVERED_BYTES);
  body.writeBigInt64BE(BigInt(at), 6);
  body.writeBigInt64BE(BigInt(at), 14);
  // Neither a producer's id, nor its epoch, nor a sequence.
  body.fill(0xff, 22, 36);
  body.writeInt32BE(1, 36);
  const pairs = headers.flatMap(([name, text]) => [sized(name), sized(text)]);
  // Attributes, and no difference of time and offset to the batch.
  const fields = Buffer.concat([Buffer.alloc(3), sized(key), sized(value), varint(headers.length), ...pairs]);
  const covered = Buffer.concat([body, varint(fields.length), fields]);
  const prefix = Buffer.alloc(PREFIX_BYTES);
  prefix.writeInt32BE(covered.length + PREFIX_BYTES - UNCOUNTED_BYTES, 8);
  prefix.writeInt8(MAGIC, 16);
  prefix.writeUInt32BE(crc32c(covered), 17);
  return Buffer.concat([prefix, covered]);
}

function sized(value: Buffer | string | null): Buffer {
  if (value === null) return varint(-1);
  const bytes = Buffer.from(value);
  return Buffer.concat([varint(bytes.length), bytes]);
}

/** Zigzag, as in Protocol Buffers. */
function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value < 0 ? -2 * value - 1 : 2 * value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  return Buffer.from([...bytes, rest]);
}
