import Decoder from 'kafkajs/src/protocol/decoder';
import { Codecs } from 'kafkajs/src/protocol/message/compression';
import decodeMessageSet from 'kafkajs/src/protocol/messageSet/decoder';
import type { StoredBatch } from './batch-header';
import { unpack } from './codecs/unpack';
import type { Piece, Place } from './piece';

const GZIP = 1;
const SNAPPY = 2;
const LZ4 = 3;
const MAX_UNPACKED_BYTES = 32 * 1_048_576;

const gzip = Codecs[GZIP]!();
for (const codec of [GZIP, SNAPPY, LZ4]) {
  Codecs[codec] = () => ({
    compress: (encoder) =>
      codec === GZIP ? gzip.compress(encoder) : Promise.reject(new Error('gzip is what we write')),
    decompress: (bytes) => unpackWhole(codec, bytes),
  });
}

/** Messages of the formats before Kafka 0.11, which brokers may still have in old segments, are kafkajs' business. */
export async function* readLegacy(batch: StoredBatch, place: Place, from: bigint): AsyncGenerator<Piece> {
  const messages = await decodeMessageSet(new Decoder(batch.bytes), batch.bytes.length);
  const wanted = messages.filter(({ offset }) => BigInt(offset) >= from && BigInt(offset) <= batch.lastOffset);
  const records = wanted.map(({ key, value, offset, timestamp }) => {
    return { ...place, offset, timestamp: Number(timestamp), key, value, headers: {} };
  });
  yield { records, next: batch.lastOffset + 1n };
}

/** kafkajs itself knows no bound (https://github.com/tulios/kafkajs/issues/1795). */
async function unpackWhole(codec: number, bytes: Buffer): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of unpack(codec, bytes)) {
    length += chunk.length;
    if (length > MAX_UNPACKED_BYTES) throw new RangeError(`more than ${MAX_UNPACKED_BYTES} bytes in one message`);
    parts.push(Buffer.from(chunk));
  }
  return Buffer.concat(parts, length);
}
