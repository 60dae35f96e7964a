/** Reads the Kafka protocol's numbers and byte strings one after the other. Throws `RangeError` at the end. */
export class Cursor {
  constructor(
    readonly bytes: Buffer,
    public at = 0,
  ) {}

  int8(): number {
    return this.bytes.readInt8(this.#pass(1));
  }

  int16(): number {
    return this.bytes.readInt16BE(this.#pass(2));
  }

  int32(): number {
    return this.bytes.readInt32BE(this.#pass(4));
  }

  int64(): bigint {
    return this.bytes.readBigInt64BE(this.#pass(8));
  }

  string(): string {
    return this.slice(this.int16()).toString('utf8');
  }

  array<Item>(read: () => Item): Item[] {
    const items: Item[] = [];
    for (let left = this.int32(); left > 0; left--) items.push(read());
    return items;
  }

  /** Zigzag, 32 bits. */
  varint(): number {
    let raw = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) throw new RangeError('a number reaches beyond the end of the data');
      if (shift === 28 && byte > 0x0f) break;
      raw |= (byte & 0x7f) << shift;
      if (byte < 0x80) return (raw >>> 1) ^ -(raw & 1);
    }
    throw new RangeError('a number of more than 32 bits');
  }

  /** Zigzag, 64 bits; inexact beyond 2^53, as no time is. */
  varlong(): number {
    let raw = 0n;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = this.bytes[this.at];
      if (shift === 0 && byte !== undefined && (byte < 0x80 || this.bytes[this.at + 1]! < 0x80)) return this.varint();
      if (byte === undefined) throw new RangeError('a number reaches beyond the end of the data');
      this.at++;
      raw |= BigInt(byte & 0x7f) << BigInt(shift);
      if (byte < 0x80) return Number(BigInt.asIntN(64, (raw >> 1n) ^ -(raw & 1n)));
    }
    throw new RangeError('a number of more than 64 bits');
  }

  /** The next bytes, sharing memory. */
  slice(length: number): Buffer {
    if (length < 0) throw new RangeError('a negative length');
    const start = this.#pass(length);
    return this.bytes.subarray(start, this.at);
  }

  #pass(length: number): number {
    const start = this.at;
    if (start + length > this.bytes.length) throw new RangeError('a field reaches beyond the end of the data');
    this.at += length;
    return start;
  }
}
