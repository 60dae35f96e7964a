import type { RawHeader } from '#contracts';

export interface Fields {
  readonly key: string | Buffer | null;
  readonly value: string | Buffer | null;
  /** Come before the others. */
  readonly rawHeaders: readonly RawHeader[];
  readonly headers: Readonly<Record<string, string | Buffer>>;
}

/** Attributes and the difference of the timestamp, both 0. */
const FIXED_BYTES = 2;

/** The records of a batch of magic 2, in one buffer. */
export function encodeRecords(records: readonly Fields[]): Buffer {
  const bodies = records.map(sizeOfBody);
  const writer = new RecordWriter(bodies.reduce((sum, body) => sum + sizeOfVarint(body) + body, 0));
  for (const [delta, record] of records.entries()) writer.write(record, delta, bodies[delta] ?? 0);
  return writer.bytes;
}

class RecordWriter {
  readonly bytes: Buffer;
  #at = 0;

  constructor(size: number) {
    this.bytes = Buffer.allocUnsafe(size);
  }

  write({ key, value, rawHeaders, headers }: Fields, delta: number, bodyBytes: number): void {
    this.#varint(bodyBytes);
    this.bytes[this.#at++] = 0;
    this.bytes[this.#at++] = 0;
    this.#varint(delta);
    this.#sized(key);
    this.#sized(value);
    const names = Object.keys(headers);
    this.#varint(rawHeaders.length + names.length);
    for (const [name, bytes] of rawHeaders) {
      this.#sized(name);
      this.#sized(bytes);
    }
    for (const name of names) {
      this.#sized(name);
      this.#sized(headers[name] ?? '');
    }
  }

  #sized(value: string | Buffer | null): void {
    if (value === null) return this.#varint(-1);
    const length = Buffer.byteLength(value);
    this.#varint(length);
    if (typeof value === 'string') this.bytes.write(value, this.#at, length, 'utf8');
    else value.copy(this.bytes, this.#at);
    this.#at += length;
  }

  #varint(value: number): void {
    let rest = (value << 1) ^ (value >> 31);
    for (; (rest & ~0x7f) !== 0; rest >>>= 7) this.bytes[this.#at++] = (rest & 0x7f) | 0x80;
    this.bytes[this.#at++] = rest;
  }
}

function sizeOfBody({ key, value, rawHeaders, headers }: Fields, delta: number): number {
  const names = Object.keys(headers);
  const count = rawHeaders.length + names.length;
  let size = FIXED_BYTES + sizeOfVarint(delta) + sized(key) + sized(value) + sizeOfVarint(count);
  for (const [name, bytes] of rawHeaders) size += sized(name) + sized(bytes);
  for (const name of names) size += sized(name) + sized(headers[name] ?? '');
  return size;
}

function sized(value: string | Buffer | null): number {
  if (value === null) return 1;
  const length = Buffer.byteLength(value);
  return sizeOfVarint(length) + length;
}

/** Zigzag, seven bits to a byte. */
function sizeOfVarint(value: number): number {
  const zigzag = (value << 1) ^ (value >> 31);
  return zigzag === 0 ? 1 : Math.ceil((32 - Math.clz32(zigzag)) / 7);
}
