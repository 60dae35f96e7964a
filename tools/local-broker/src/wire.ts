/** Reads the primitive types of the Kafka protocol (non-flexible form). Reading past the end throws a RangeError. */
export class WireReader {
  private at = 0;

  constructor(private readonly buffer: Buffer) {}

  int8(): number {
    return this.buffer.readInt8(this.advance(1));
  }

  int16(): number {
    return this.buffer.readInt16BE(this.advance(2));
  }

  int32(): number {
    return this.buffer.readInt32BE(this.advance(4));
  }

  /** Offsets and timestamps stay far below 2^53, so a number is exact. */
  int64(): number {
    return Number(this.buffer.readBigInt64BE(this.advance(8)));
  }

  boolean(): boolean {
    return this.int8() !== 0;
  }

  string(): string {
    const value = this.nullableString();
    if (value === null) throw new RangeError('a string must not be null here');
    return value;
  }

  nullableString(): string | null {
    const length = this.int16();
    if (length === -1) return null;
    const start = this.advance(length);
    return this.buffer.toString('utf8', start, start + length);
  }

  /** A view, not a copy; null bytes read as empty. */
  bytes(): Buffer {
    const length = this.int32();
    if (length === -1) return Buffer.alloc(0);
    const start = this.advance(length);
    return this.buffer.subarray(start, start + length);
  }

  array<T>(item: () => T): T[] {
    return this.nullableArray(item) ?? [];
  }

  nullableArray<T>(item: () => T): T[] | null {
    const length = this.int32();
    if (length === -1) return null;
    if (length < -1) throw new RangeError(`an array cannot have ${length} items`);
    const items: T[] = [];
    // The announced length is not trusted with memory: a lying length runs into the end of the buffer.
    while (items.length < length) items.push(item());
    return items;
  }

  private advance(size: number): number {
    const start = this.at;
    if (size < 0 || start + size > this.buffer.length) throw new RangeError('the frame ends too early');
    this.at = start + size;
    return start;
  }
}

/** Writes the primitive types of the Kafka protocol into a growing list of chunks; large byte blocks are not copied. */
export class WireWriter {
  private readonly done: Buffer[] = [];
  private chunk = Buffer.allocUnsafe(512);
  private at = 0;

  int8(value: number): this {
    const start = this.reserve(1);
    this.chunk.writeInt8(value, start);
    return this;
  }

  int16(value: number): this {
    const start = this.reserve(2);
    this.chunk.writeInt16BE(value, start);
    return this;
  }

  int32(value: number): this {
    const start = this.reserve(4);
    this.chunk.writeInt32BE(value, start);
    return this;
  }

  int64(value: number): this {
    const start = this.reserve(8);
    this.chunk.writeBigInt64BE(BigInt(value), start);
    return this;
  }

  boolean(value: boolean): this {
    return this.int8(value ? 1 : 0);
  }

  string(value: string | null): this {
    if (value === null) return this.int16(-1);
    const length = Buffer.byteLength(value);
    this.int16(length);
    const start = this.reserve(length);
    this.chunk.write(value, start);
    return this;
  }

  /** One bytes field made of several blocks, which are referenced, not copied. */
  bytes(...blocks: readonly Buffer[]): this {
    this.int32(blocks.reduce((sum, block) => sum + block.length, 0));
    this.seal();
    this.done.push(...blocks);
    return this;
  }

  array<T>(items: readonly T[] | null, write: (item: T) => void): this {
    this.int32(items === null ? -1 : items.length);
    items?.forEach((item) => write(item));
    return this;
  }

  /** Everything written so far, in order. */
  chunks(): readonly Buffer[] {
    this.seal();
    return this.done;
  }

  private reserve(size: number): number {
    if (this.at + size > this.chunk.length) {
      this.seal();
      this.chunk = Buffer.allocUnsafe(Math.max(4096, size));
      this.at = 0;
    }
    const start = this.at;
    this.at = start + size;
    return start;
  }

  private seal(): void {
    if (this.at > 0) this.done.push(this.chunk.subarray(0, this.at));
    this.chunk = this.chunk.subarray(this.at);
    this.at = 0;
  }
}
