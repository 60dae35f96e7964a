import { createGunzip, gunzipSync } from 'node:zlib';

const CHUNK_BYTES = 65_536;

/** So much is unpacked at once, in about a millisecond: threads of the pool, and many chunks, cost more than the work. */
const AT_ONCE_BYTES = 1_048_576;

/** The shortest that is complete: a header, an empty block, and the trailer (RFC 1952). */
const MIN_BYTES = 20;

/** Gzip at once where little comes out of it, else in chunks, as fast as they are taken. */
export function unpackGzip(bytes: Buffer): Iterable<Buffer> | AsyncIterable<Buffer> {
  return unpackAtOnce(bytes) ?? unpackStream(bytes);
}

/** The trailer says how much comes out, modulo 4 GiB and of its last part only: more than that is not taken here. */
function unpackAtOnce(bytes: Buffer): Iterable<Buffer> | null {
  const size = bytes.length < MIN_BYTES ? 0 : bytes.readUInt32LE(bytes.length - 4);
  if (size > AT_ONCE_BYTES || size === 0) return null;
  try {
    return [gunzipSync(bytes, { maxOutputLength: size, chunkSize: Math.max(size, 1_024) })];
  } catch {
    return null;
  }
}

async function* unpackStream(bytes: Buffer): AsyncGenerator<Buffer> {
  const stream = createGunzip({ chunkSize: CHUNK_BYTES });
  stream.end(bytes);
  for await (const chunk of stream) yield chunk as Buffer;
}
