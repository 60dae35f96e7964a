const CHUNK_BYTES = 65_536;

/**
 * Where a Lempel-Ziv decoder writes: what it writes is taken from here in chunks, and only as much is kept as its
 * format may look back on. `literal`, `fill` and `match` write as much as there is room for and answer how much.
 */
export class SlidingOutput {
  /** Bytes written so far. */
  written = 0;
  readonly #window: number;
  readonly #capacity: number;
  #bytes = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  #at = 0;
  #taken = 0;

  constructor(window: number) {
    this.#window = window;
    // Twice the window, so that a byte is moved at most once however small the chunks are.
    this.#capacity = window + Math.max(window, CHUNK_BYTES);
  }

  /** Whether a chunk is due. */
  get full(): boolean {
    return this.#at - this.#taken === CHUNK_BYTES || this.#at === this.#bytes.length;
  }

  /** What was written since the last chunk; its bytes are good until more is written. */
  take(): Buffer {
    const chunk = this.#bytes.subarray(this.#taken, this.#at);
    this.#taken = this.#at;
    return chunk;
  }

  /** A literal to its end, in chunks as they are due. */
  *copy(from: Buffer, start: number, length: number): Generator<Buffer> {
    for (let at = start; at < start + length;) {
      at += this.literal(from, at, start + length - at);
      if (this.full) yield this.take();
    }
  }

  literal(from: Buffer, start: number, length: number): number {
    if (start + length > from.length) throw new RangeError('a literal reaches beyond the end of the data');
    const count = Math.min(length, this.#room());
    if (count <= 16) for (let done = 0; done < count; done++) this.#bytes[this.#at + done] = from[start + done]!;
    else from.copy(this.#bytes, this.#at, start, start + count);
    return this.#advance(count);
  }

  fill(byte: number, length: number): number {
    const count = Math.min(length, this.#room());
    this.#bytes.fill(byte, this.#at, this.#at + count);
    return this.#advance(count);
  }

  match(distance: number, length: number): number {
    const count = Math.min(length, this.#room());
    if (distance < 1 || distance > this.#at) throw new RangeError('a match reaches back beyond the window');
    const start = this.#at - distance;
    // Each call of copyWithin costs as much as some thirty bytes by hand, and a short overlapping match takes several.
    const byHand = count <= 16 || (count <= 64 && distance < count);
    if (byHand) for (let done = 0; done < count; done++) this.#bytes[this.#at + done] = this.#bytes[start + done]!;
    else this.#repeat(start, distance, count);
    return this.#advance(count);
  }

  /** A match may overlap what it writes; then it repeats itself, and every copy doubles what can be copied next. */
  #repeat(start: number, distance: number, count: number): void {
    for (let done = 0; done < count;) {
      const step = Math.min(distance + done, count - done);
      this.#bytes.copyWithin(this.#at + done, start, start + step);
      done += step;
    }
  }

  /** Room until a chunk is due; where there is none, the buffer grows, or forgets what lies before the window. */
  #room(): number {
    if (this.#at === this.#bytes.length) {
      if (this.#at < this.#capacity) this.#grow();
      else this.#slide();
    }
    return Math.min(CHUNK_BYTES - (this.#at - this.#taken), this.#bytes.length - this.#at);
  }

  #grow(): void {
    const larger = Buffer.allocUnsafeSlow(Math.min(this.#capacity, this.#bytes.length * 4));
    this.#bytes.copy(larger);
    this.#bytes = larger;
  }

  #slide(): void {
    this.#bytes.copyWithin(0, this.#at - this.#window, this.#at);
    this.#at = this.#window;
    this.#taken = this.#window;
  }

  #advance(count: number): number {
    this.#at += count;
    this.written += count;
    return count;
  }
}
