import { SlidingOutput } from './sliding-output';

const MAGIC = 0x184d2204;
const SKIPPABLE = 0x184d2a50;
const WINDOW_BYTES = 65_536;
const MIN_MATCH = 4;

/** LZ4 frames (lz4_Frame_format.md) in chunks. Checksums are not verified: Kafka's own CRC covers the same bytes. */
export function* unpackLz4(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length;) {
    const magic = bytes.readUInt32LE(at);
    if ((magic & ~0xf) === SKIPPABLE) at += 8 + bytes.readUInt32LE(at + 4);
    else if (magic === MAGIC) at = yield* unpackFrame(bytes, at + 4);
    else throw new RangeError('this is no LZ4 frame');
  }
}

function* unpackFrame(bytes: Buffer, start: number): Generator<Buffer, number> {
  const flags = bytes.readUInt8(start);
  const sizeCode = (bytes.readUInt8(start + 1) >> 4) & 7;
  if (flags >> 6 !== 1 || (flags & 1) === 1 || sizeCode < 4) throw new RangeError('an LZ4 frame of an unknown kind');
  const [blockChecksum, contentSize, contentChecksum] = [flags & 0x10, flags & 0x08, flags & 0x04];
  const output = new SlidingOutput(WINDOW_BYTES);
  let at = start + 3 + (contentSize > 0 ? 8 : 0);
  for (;;) {
    const size = bytes.readUInt32LE(at);
    at += 4;
    if (size === 0) break;
    const end = at + (size & 0x7fffffff);
    if (end > bytes.length) throw new RangeError('an LZ4 block reaches beyond the end of the data');
    const limit = output.written + 2 ** (8 + 2 * sizeCode);
    if (size >>> 31 === 0) yield* unpackBlock(output, bytes, at, end, limit);
    else yield* output.copy(bytes, at, end - at);
    at = end + (blockChecksum > 0 ? 4 : 0);
  }
  yield output.take();
  return at + (contentChecksum > 0 ? 4 : 0);
}

function* unpackBlock(
  output: SlidingOutput,
  bytes: Buffer,
  start: number,
  end: number,
  limit: number,
): Generator<Buffer> {
  for (let at = start; at < end;) {
    const token = bytes.readUInt8(at++);
    let length = token >> 4;
    if (length === 15) for (let more = 255; more === 255; length += more) more = bytes.readUInt8(at++);
    if (at + length > end || output.written + length > limit) throw new RangeError('an LZ4 literal that is too long');
    for (const next = at + length; at < next;) {
      at += output.literal(bytes, at, next - at);
      if (output.full) yield output.take();
    }
    if (at === end) return;
    const distance = bytes.readUInt16LE(at);
    at += 2;
    length = (token & 15) + MIN_MATCH;
    if ((token & 15) === 15) for (let more = 255; more === 255; length += more) more = bytes.readUInt8(at++);
    if (output.written + length > limit) throw new RangeError('an LZ4 match that is too long');
    while (length > 0) {
      length -= output.match(distance, length);
      if (output.full) yield output.take();
    }
  }
}
