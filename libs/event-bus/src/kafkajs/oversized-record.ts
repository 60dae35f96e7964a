import { refusal, type InboundRecord } from '#contracts';
import type { ByteReader } from './byte-reader';
import { Cursor } from './cursor';
import { MAX_RECORD_BYTES, readBytes, readCount, type Headers } from './record-fields';

/** What is kept of the value of a record that is too large, and the most its key or its headers may have to be kept. */
const KEPT_BYTES = 65_536;
const KEPT_HEADERS = 1_000;

/** The longest a record's fields before its key can be. */
const HEAD_BYTES = 1 + 10 + 5 + 5;

export interface RecordFields extends Pick<InboundRecord, 'key' | 'value' | 'headers' | 'rawHeaders' | 'unreadable'> {
  /** Relative to the batch's. */
  readonly time: number;
}

/** What is kept of a record that lies before us but is too large to be held. `headers` stands where they begin. */
export function boundedFields(
  { time, key, value, headers }: Pick<RecordFields, 'time' | 'key' | 'value'> & { readonly headers: Cursor },
  length: number,
): RecordFields {
  return {
    time,
    key: key === null || key.length > KEPT_BYTES ? null : Buffer.from(key),
    value: value === null ? null : Buffer.from(value.subarray(0, KEPT_BYTES)),
    headers: firstHeaders(headers),
    unreadable: refusal(
      'record_too_large',
      `the record has ${length} bytes, its headers' names counted as they are held; at most ${MAX_RECORD_BYTES} are`,
    ),
  };
}

/** The first headers there are, up to the bounds: who waits for an answer may be among them. */
function firstHeaders(cursor: Cursor): Headers {
  const headers = Object.create(null) as Headers;
  const end = cursor.at + KEPT_BYTES;
  try {
    for (let left = KEPT_HEADERS; left > 0 && cursor.at < cursor.bytes.length; left--) {
      const name = cursor.slice(cursor.varint()).toString('utf8');
      const value = readBytes(cursor);
      if (cursor.at > end) break;
      if (value === null) delete headers[name];
      else headers[name] = Buffer.from(value);
    }
  } catch {
    // The bytes at hand end within a header.
  }
  return headers;
}

/** Reads a record that is larger than what is held for one, and keeps its beginning. Yields now and then. */
export async function* readOversized(
  reader: ByteReader,
  length: number,
): AsyncGenerator<void, RecordFields & { readonly delta: number }> {
  const end = reader.position + length;
  const cursor = await gathered(reader, Math.min(HEAD_BYTES, length));
  cursor.int8();
  const time = cursor.varlong();
  const delta = cursor.varint();
  reader.at = cursor.at;
  const key = yield* readField(reader, end);
  const value = yield* readField(reader, end);
  const counter = await gathered(reader, Math.min(5, end - reader.position));
  readCount(counter);
  reader.at = counter.at;
  const rest = Math.min(KEPT_BYTES, end - reader.position);
  const headers = new Cursor((await gathered(reader, rest)).bytes.subarray(reader.at, reader.at + rest));
  const fields = boundedFields({ time, key, value, headers }, length);
  yield* reader.skip(end - reader.position);
  return { ...fields, delta };
}

/** The beginning of a byte string; the rest is passed over. */
async function* readField(reader: ByteReader, end: number): AsyncGenerator<void, Buffer | null> {
  const cursor = await gathered(reader, Math.min(5, end - reader.position));
  const length = cursor.varint();
  reader.at = cursor.at;
  if (length < 0) return null;
  if (length > end - reader.position) throw new RangeError('a field reaches beyond its record');
  const kept = Math.min(length, KEPT_BYTES + 1);
  const bytes = Buffer.from((await gathered(reader, kept)).slice(kept));
  reader.at += kept;
  yield* reader.skip(length - kept);
  return bytes;
}

async function gathered(reader: ByteReader, length: number): Promise<Cursor> {
  if (length < 0 || !(await reader.gather(length))) throw new RangeError('the data ends within a record');
  return new Cursor(reader.bytes, reader.at);
}
