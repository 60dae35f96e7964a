import { gunzipSync } from 'node:zlib';

/** A record as it is in the log. */
export interface LogRecord {
  readonly offset: number;
  /** When it was appended, where the topic keeps that, else when it was made. */
  readonly at: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  /** Of a header that comes twice, the last. */
  readonly headers: ReadonlyMap<string, Buffer | null>;
}

/** Places in a record batch of version 2, https://kafka.apache.org/documentation/#recordbatch. */
const LENGTH = 8;
const ATTRIBUTES = 21;
const FIRST_TIMESTAMP = 27;
const MAX_TIMESTAMP = 35;
const COUNT = 57;
const RECORDS = 61;
const BEHIND_LENGTH = 12;

const COMPRESSION = 0x07;
const APPEND_TIME = 0x08;
const CONTROL = 0x20;

/** The records of a fetched part of a log; a batch that is cut off at its end is left for the next fetch. */
export function recordsOf(bytes: Buffer): LogRecord[] {
  const records: LogRecord[] = [];
  for (let at = 0; at + BEHIND_LENGTH <= bytes.length;) {
    const end = at + BEHIND_LENGTH + bytes.readInt32BE(at + LENGTH);
    if (end > bytes.length) break;
    records.push(...recordsOfBatch(bytes.subarray(at, end)));
    at = end;
  }
  return records;
}

function recordsOfBatch(batch: Buffer): LogRecord[] {
  const attributes = batch.readInt16BE(ATTRIBUTES);
  if ((attributes & CONTROL) !== 0) return [];
  const base = Number(batch.readBigInt64BE(0));
  const [first, max] = [FIRST_TIMESTAMP, MAX_TIMESTAMP].map((at) => Number(batch.readBigInt64BE(at))) as [
    number,
    number,
  ];
  const reader = new VarintReader(unpacked(batch.subarray(RECORDS), attributes & COMPRESSION));
  return Array.from({ length: batch.readInt32BE(COUNT) }, () => {
    reader.varint();
    reader.skip(1);
    const made = first + reader.varint();
    const offset = base + reader.varint();
    const [key, value] = [reader.bytes(), reader.bytes()];
    const headers = new Map(
      Array.from({ length: reader.varint() }, () => [String(reader.bytes()), reader.bytes()] as const),
    );
    return { offset, at: (attributes & APPEND_TIME) === 0 ? made : max, key, value, headers };
  });
}

function unpacked(bytes: Buffer, codec: number): Buffer {
  if (codec === 0) return bytes;
  if (codec === 1) return gunzipSync(bytes);
  throw new Error(`the campaign's topics hold gzip, not codec ${codec}`);
}

class VarintReader {
  #at = 0;

  constructor(private readonly buffer: Buffer) {}

  skip(bytes: number): void {
    this.#at += bytes;
  }

  /** Zigzag, as in Protocol Buffers. */
  varint(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.buffer.readUInt8(this.#at++);
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) break;
    }
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  bytes(): Buffer | null {
    const length = this.varint();
    if (length < 0) return null;
    this.#at += length;
    return this.buffer.subarray(this.#at - length, this.#at);
  }
}
