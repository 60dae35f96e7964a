import { createGunzip, gunzipSync } from 'node:zlib';

const CHUNK_BYTES = 65_536;

/** Below this a thread of the pool costs more than the work. */
const SMALL_BYTES = 16_384;

/** Gzip in chunks: at once where little comes out of little, else as fast as the chunks are taken. */
export function unpackGzip(bytes: Buffer): Iterable<Buffer> | AsyncIterable<Buffer> {
  return (bytes.length <= SMALL_BYTES && unpackSmall(bytes)) || unpackStream(bytes);
}

function unpackSmall(bytes: Buffer): Iterable<Buffer> | null {
  try {
    return [gunzipSync(bytes, { maxOutputLength: CHUNK_BYTES })];
  } catch {
    return null;
  }
}

async function* unpackStream(bytes: Buffer): AsyncGenerator<Buffer> {
  const stream = createGunzip({ chunkSize: CHUNK_BYTES });
  stream.end(bytes);
  for await (const chunk of stream) yield chunk as Buffer;
}
