import { isUtf8 } from 'node:buffer';

/** The bytes are not a value of the schema. */
export class MalformedAvroError extends Error {
  override readonly name = 'MalformedAvroError';
}

/** A long has 64 bits, seven in each byte. */
const MAX_VARINT_BYTES = 10;

/** Where reading is in an Avro value. Never reads past the end, and believes no length that is written there. */
export class ByteCursor {
  #at = 0;

  constructor(private readonly bytes: Buffer) {}

  get left(): number {
    return this.bytes.length - this.#at;
  }

  take(length: number): Buffer {
    if (length < 0 || length > this.left) throw new MalformedAvroError('the value ends too soon');
    this.#at += length;
    return this.bytes.subarray(this.#at - length, this.#at);
  }

  byte(): number {
    return this.take(1)[0] ?? 0;
  }

  /** Zigzag and variable in length; a bigint where a number would not be exact. */
  long(): number | bigint {
    const first = this.byte();
    if (first < 0x80) return first & 1 ? -(first >> 1) - 1 : first >> 1;
    let raw = BigInt(first & 0x7f);
    for (let read = 1; read < MAX_VARINT_BYTES; read++) {
      const next = this.byte();
      raw |= BigInt(next & 0x7f) << BigInt(7 * read);
      if (next < 0x80) return exact(BigInt.asIntN(64, (raw >> 1n) ^ -(raw & 1n)));
    }
    throw new MalformedAvroError('a number has more than 64 bits');
  }

  /** A count, an index or a length. */
  count(): number {
    const value = this.long();
    if (typeof value === 'bigint') throw new MalformedAvroError('a length is beyond all measure');
    return value;
  }

  float(): number {
    return this.take(4).readFloatLE();
  }

  double(): number {
    return this.take(8).readDoubleLE();
  }

  text(): string {
    const bytes = this.take(this.count());
    if (!isUtf8(bytes)) throw new MalformedAvroError('a string is not UTF-8');
    return bytes.toString('utf8');
  }
}

function exact(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
