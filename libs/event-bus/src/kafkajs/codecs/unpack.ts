import { unpackGzip } from './gzip';
import { unpackLz4 } from './lz4';
import { unpackSnappy } from './snappy';
import { unpackZstd } from './zstd';

/** Chunks in order; the bytes of one are good until the next is asked for. */
export type Chunks = Iterable<Buffer> | AsyncIterable<Buffer>;

const CHUNK_BYTES = 262_144;

/** By the number in a batch's attributes. */
const CODECS: readonly ((bytes: Buffer) => Chunks)[] = [slices, unpackGzip, unpackSnappy, unpackLz4, unpackZstd];

/**
 * Unpacks what a batch holds, little by little: nothing is unpacked that is not asked for, and no more is held than
 * one chunk and what the format looks back on. Throws on what is broken, when it comes to it.
 */
export function unpack(codec: number, bytes: Buffer): Chunks {
  const unpackWith = CODECS[codec];
  if (unpackWith === undefined) throw new RangeError(`compression ${codec} is unknown`);
  return unpackWith(bytes);
}

function* slices(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) yield bytes.subarray(at, at + CHUNK_BYTES);
}
