import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Chunks } from './codecs/unpack';

/** About how much is gathered, and thus unpacked, at once. */
export const GATHER_BYTES = 262_144;

/** So much is unpacked in a few milliseconds; then others have their turn on the event loop. */
const TURN_BYTES = 1_048_576;

const NOTHING = Buffer.alloc(0);

/** Reads chunks as one sequence of bytes; `bytes` from `at` on are what is at hand. */
export class ByteReader {
  bytes: Buffer = NOTHING;
  at = 0;
  readonly #chunks: Iterator<Buffer> | AsyncIterator<Buffer>;
  /** Where `bytes` begins in the sequence. */
  #start = 0;
  #sinceTurn = 0;
  #ended = false;

  constructor(chunks: Chunks) {
    this.#chunks = Symbol.asyncIterator in chunks ? chunks[Symbol.asyncIterator]() : chunks[Symbol.iterator]();
  }

  /** How far the sequence has been read. */
  get position(): number {
    return this.#start + this.at;
  }

  get available(): number {
    return this.bytes.length - this.at;
  }

  /** Has at least `length` bytes at hand afterwards, usually many more; `false` when the sequence ends before. */
  async gather(length: number): Promise<boolean> {
    if (this.available >= length) return true;
    // A copy, so that a few bytes left over do not keep what they were read from.
    const parts = this.available > 0 ? [Buffer.from(this.bytes.subarray(this.at))] : [];
    let gathered = this.available;
    while (gathered < Math.max(length, GATHER_BYTES)) {
      const chunk = await this.#next();
      if (chunk === null) break;
      parts.push(Buffer.from(chunk));
      gathered += chunk.length;
    }
    this.#start += this.at;
    this.at = 0;
    this.bytes = parts.length === 1 ? parts[0]! : Buffer.concat(parts, gathered);
    return gathered >= length;
  }

  /** Passes over `length` bytes without keeping them; yields now and then, as a sign of life. */
  async *skip(length: number): AsyncGenerator<void> {
    let left = length - this.#forward(length);
    for (let since = 0; left > 0;) {
      const chunk = await this.#next();
      if (chunk === null) throw new RangeError('the data ends within a record');
      this.#start += this.bytes.length;
      this.bytes = left < chunk.length ? Buffer.from(chunk) : chunk;
      this.at = 0;
      since += chunk.length;
      left -= this.#forward(left);
      if (since > 16 * TURN_BYTES) {
        since = 0;
        yield;
      }
    }
  }

  async close(): Promise<void> {
    this.#ended = true;
    await this.#chunks.return?.();
  }

  #forward(length: number): number {
    const count = Math.min(length, this.available);
    this.at += count;
    return count;
  }

  async #next(): Promise<Buffer | null> {
    if (this.#ended) return null;
    const { done, value } = await this.#chunks.next();
    this.#ended = done === true;
    if (this.#ended) return null;
    const chunk = value as Buffer;
    this.#sinceTurn += chunk.length;
    if (this.#sinceTurn > TURN_BYTES) {
      this.#sinceTurn = 0;
      await nextTurn();
    }
    return chunk;
  }
}
