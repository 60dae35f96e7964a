import { SlidingOutput } from './sliding-output';
import { BlockState, MAX_BLOCK_BYTES, unpackBlock } from './zstd-block';

const MAGIC = 0xfd2fb528;
const SKIPPABLE = 0x184d2a50;

/** What RFC 8878 (3.1.1.1.2) asks readers to support; frames may name a larger one as long as they do not use it. */
const MAX_WINDOW_BYTES = 8 * 1_048_576;

/**
 * Zstandard frames (RFC 8878) in chunks; what is written is bounded by block and window. Checksums are not verified:
 * Kafka's own CRC covers the same bytes.
 */
export function* unpackZstd(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length;) {
    const magic = bytes.readUInt32LE(at);
    if ((magic & ~0xf) === SKIPPABLE) at += 8 + bytes.readUInt32LE(at + 4);
    else if (magic === MAGIC) at = yield* unpackFrame(bytes, at + 4);
    else throw new RangeError('this is no zstd frame');
  }
}

function* unpackFrame(bytes: Buffer, start: number): Generator<Buffer, number> {
  const header = readHeader(bytes, start);
  const output = new SlidingOutput(Math.min(header.window, MAX_WINDOW_BYTES));
  const state = new BlockState();
  for (let at = header.end; ;) {
    const block = bytes.readUIntLE(at, 3);
    const size = block >> 3;
    const type = (block >> 1) & 3;
    const end = at + 3 + (type === 1 ? 1 : size);
    if (type === 3 || size > MAX_BLOCK_BYTES || end > bytes.length) throw new RangeError('a zstd block that is broken');
    if (type === 2) yield* unpackBlock(output, bytes.subarray(at + 3, end), state);
    else if (type === 1) yield* repeatByte(output, bytes.readUInt8(at + 3), size);
    else yield* output.copy(bytes, at + 3, size);
    at = end;
    if ((block & 1) === 0) continue;
    yield output.take();
    return at + (header.checksum ? 4 : 0);
  }
}

function* repeatByte(output: SlidingOutput, byte: number, size: number): Generator<Buffer> {
  for (let done = 0; done < size;) {
    done += output.fill(byte, size - done);
    if (output.full) yield output.take();
  }
}

function readHeader(bytes: Buffer, start: number) {
  const descriptor = bytes.readUInt8(start);
  const single = (descriptor >> 5) & 1;
  if ((descriptor & 0x08) !== 0) throw new RangeError('a zstd frame of an unknown kind');
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3]!;
  const sizeBytes = [single, 2, 4, 8][descriptor >> 6]!;
  const dictionary = start + 2 - single;
  const end = dictionary + dictionaryBytes + sizeBytes;
  if (end > bytes.length) throw new RangeError('a zstd frame header that is cut off');
  if (bytes.subarray(dictionary, dictionary + dictionaryBytes).some((byte) => byte !== 0)) {
    throw new RangeError('a zstd frame that needs a dictionary');
  }
  const window = single === 1 ? contentSize(bytes, end - sizeBytes, sizeBytes) : windowOf(bytes.readUInt8(start + 1));
  return { window, end, checksum: (descriptor & 4) !== 0 };
}

function contentSize(bytes: Buffer, at: number, width: number): number {
  if (width === 8) return Number(bytes.readBigUInt64LE(at));
  return bytes.readUIntLE(at, width) + (width === 2 ? 256 : 0);
}

function windowOf(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}
