import { SlidingOutput } from './sliding-output';

/** Java clients frame snappy in blocks (xerial: magic, two versions, then length-prefixed blocks); librdkafka does not. */
const XERIAL_MAGIC = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
const XERIAL_HEADER_BYTES = 16;

/** The format could look back 4 GiB; its compressors look back 64 KiB. */
const MAX_WINDOW_BYTES = 4 * 1_048_576;

/** Snappy as Kafka's clients write it, in chunks. */
export function* unpackSnappy(bytes: Buffer): Generator<Buffer> {
  if (!bytes.subarray(0, XERIAL_MAGIC.length).equals(XERIAL_MAGIC)) return yield* unpackRaw(bytes);
  for (let at = XERIAL_HEADER_BYTES; at < bytes.length;) {
    const end = at + 4 + bytes.readUInt32BE(at);
    if (end > bytes.length) throw new RangeError('a snappy block reaches beyond the end of the data');
    yield* unpackRaw(bytes.subarray(at + 4, end));
    at = end;
  }
}

function* unpackRaw(bytes: Buffer): Generator<Buffer> {
  const [declared, start] = readLength(bytes);
  const output = new SlidingOutput(Math.min(declared, MAX_WINDOW_BYTES));
  for (let at = start; at < bytes.length;) {
    const tag = bytes.readUInt8(at++);
    const code = tag >> 2;
    if ((tag & 3) === 0) {
      // A literal, with its length behind the tag where it is 60 or more.
      const more = Math.max(0, code - 59);
      const length = 1 + (more > 0 ? bytes.readUIntLE(at, more) : code);
      at += more;
      mindLength(output.written + length <= declared);
      yield* output.copy(bytes, at, length);
      at += length;
      continue;
    }
    const width = [0, 1, 2, 4][tag & 3]!;
    const distance = bytes.readUIntLE(at, width) + (width === 1 ? (tag >> 5) << 8 : 0);
    let length = width === 1 ? 4 + (code & 7) : code + 1;
    at += width;
    mindLength(output.written + length <= declared);
    while (length > 0) {
      length -= output.match(distance, length);
      if (output.full) yield output.take();
    }
  }
  mindLength(output.written === declared);
  yield output.take();
}

function mindLength(holds: boolean): void {
  if (!holds) throw new RangeError('snappy data of another length than it says');
}

function readLength(bytes: Buffer): readonly [number, number] {
  let length = 0;
  for (let at = 0; at < 5; at++) {
    const byte = bytes.readUInt8(at);
    length += (byte & 0x7f) * 2 ** (7 * at);
    if (byte < 0x80 && length < 2 ** 32) return [length, at + 1];
  }
  throw new RangeError('snappy data without a length');
}
