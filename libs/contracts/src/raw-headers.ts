/** One header of a record: the bytes of its name and of its value; Kafka has values that are `null`. */
export type RawHeader = readonly [name: Buffer, value: Buffer | null];

/** Zigzag, seven bits to a byte: what Kafka writes lengths in. */
const MAX_VARINT_BYTES = 5;

/**
 * All headers of a record, in their order, as Kafka's record format has them: their number, then name and value of each
 * with the length before, -1 for `null`. Kept and sent so, a record's headers are, byte for byte, what they were:
 * repeated names, `null` values and bytes that are no text included.
 */
export function encodeHeaders(headers: readonly RawHeader[]): Buffer {
  const parts = headers.flatMap(([name, value]) => [
    varint(name.length),
    name,
    ...(value === null ? [varint(-1)] : [varint(value.length), value]),
  ]);
  return Buffer.concat([varint(headers.length), ...parts]);
}

/** The headers of `bytes`, sharing their memory. @throws {RangeError} where they are not what `encodeHeaders` answers. */
export function decodeHeaders(bytes: Buffer): RawHeader[] {
  const reader = new Reader(bytes);
  const count = reader.varint();
  const headers: RawHeader[] = [];
  while (headers.length < count) headers.push([reader.bytes(reader.varint()), reader.nullableBytes()]);
  if (count < 0 || reader.at !== bytes.length) throw new RangeError('the headers are not as long as they say');
  return headers;
}

/** Text headers as bytes. */
export function rawHeadersOf(headers: Readonly<Record<string, string | Buffer>>): RawHeader[] {
  return Object.entries(headers).map(([name, value]) => [Buffer.from(name), Buffer.from(value)]);
}

/** Those with other names. */
export function withoutHeaders(rawHeaders: Buffer, names: readonly string[]): Buffer {
  return encodeHeaders(decodeHeaders(rawHeaders).filter(([name]) => !names.includes(name.toString())));
}

/** For people: the last value of each name, as text. */
export function headerTexts(headers: readonly RawHeader[]): Record<string, string> {
  const texts = new Map<string, string>();
  for (const [name, value] of headers) {
    if (value === null) texts.delete(name.toString());
    else texts.set(name.toString(), value.toString());
  }
  return Object.fromEntries(texts);
}

class Reader {
  at = 0;

  constructor(private readonly from: Buffer) {}

  varint(): number {
    let raw = 0;
    for (let place = 0; place < MAX_VARINT_BYTES; place += 1) {
      const byte = this.bytes(1).readUInt8();
      raw |= (byte & 0x7f) << (7 * place);
      if (byte < 0x80) return (raw >>> 1) ^ -(raw & 1);
    }
    throw new RangeError('a length of more than 32 bits');
  }

  bytes(length: number): Buffer {
    if (length < 0 || this.at + length > this.from.length) throw new RangeError('a header ends beyond the last byte');
    this.at += length;
    return this.from.subarray(this.at - length, this.at);
  }

  nullableBytes(): Buffer | null {
    const length = this.varint();
    return length < 0 ? null : this.bytes(length);
  }
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = (value << 1) ^ (value >> 31);
  for (; (rest & ~0x7f) !== 0; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return Buffer.from([...bytes, rest]);
}
