import type { InboundRecord } from '#contracts';
import type { StoredBatch } from './batch-header';
import { ByteReader } from './byte-reader';
import { unpack } from './codecs/unpack';
import { Cursor } from './cursor';
import { boundedFields, readOversized, type RecordFields } from './oversized-record';
import type { Piece, Place } from './piece';
import { canHold, costOf, MAX_RECORD_BYTES, readBytes, readCount, readHeaders } from './record-fields';

/** What the records of a piece may cost together; a single one may cost more. */
const PIECE_COST = 1_048_576;

/** The records of one batch from an offset on, unpacked little by little. Throws on what is broken. */
export class RecordBatch {
  readonly #batch: StoredBatch;
  readonly #place: Place;
  /** What comes before it was taken already: batches are stored and fetched whole. */
  readonly #firstDelta: number;
  readonly #reader: ByteReader;
  #left: number;
  #delta = -1;
  #records: InboundRecord[] = [];
  #cost = 0;

  constructor(batch: StoredBatch, place: Place, from: bigint) {
    this.#batch = batch;
    this.#place = place;
    this.#firstDelta = Math.max(0, Number(from - batch.baseOffset));
    this.#left = batch.recordCount;
    this.#reader = new ByteReader(unpack(batch.codec, batch.body));
  }

  /** The first offset that no piece has covered yet. */
  get next(): bigint {
    return this.#batch.baseOffset + BigInt(Math.max(this.#firstDelta, this.#delta + 1));
  }

  async *pieces(): AsyncGenerator<Piece> {
    try {
      while (this.#left > 0) {
        const length = await this.#gatherRecord();
        if (length > MAX_RECORD_BYTES) yield* this.#readOversized(length);
        else this.#readGathered();
        yield this.#piece();
      }
      if (await this.#reader.gather(1)) throw new RangeError('the batch holds more than its records');
    } catch (error) {
      if (this.#records.length > 0) yield this.#piece();
      throw error;
    } finally {
      await this.#reader.close();
    }
  }

  #piece(): Piece {
    const records = this.#records;
    this.#records = [];
    this.#cost = 0;
    return { records, next: this.next };
  }

  /** Has the next record at hand, unless it is larger than any may be; answers its length. */
  async #gatherRecord(): Promise<number> {
    const reader = this.#reader;
    await reader.gather(5);
    const cursor = new Cursor(reader.bytes, reader.at);
    const length = readLength(cursor);
    if (length > MAX_RECORD_BYTES) reader.at = cursor.at;
    else if (!(await reader.gather(cursor.at - reader.at + length))) {
      throw new RangeError('the data ends within a record');
    }
    return length;
  }

  /** Reads the records that are completely at hand, as many as a piece may hold; there is one at least. */
  #readGathered(): void {
    const reader = this.#reader;
    const cursor = new Cursor(reader.bytes, reader.at);
    while (this.#left > 0 && this.#cost < PIECE_COST) {
      // A length may be cut off as well.
      if (reader.available < 5 && this.#cost > 0 && !isComplete(cursor)) return;
      const end = readLength(cursor) + cursor.at;
      if (end > cursor.bytes.length) return;
      this.#readRecord(cursor, end);
      if (cursor.at !== end) throw new RangeError('a record of another length than it says');
      reader.at = end;
      this.#left--;
    }
  }

  #readRecord(cursor: Cursor, end: number): void {
    const length = end - cursor.at;
    cursor.int8();
    const time = cursor.varlong();
    this.#advance(cursor.varint());
    if (this.#delta < this.#firstDelta) {
      cursor.at = end;
      return;
    }
    const key = readBytes(cursor);
    const value = readBytes(cursor);
    const from = cursor.at;
    const count = readCount(cursor);
    if (canHold(length, count)) {
      const headers = readHeaders(cursor, count);
      this.#add({ time, key, value, headers, rawHeaders: cursor.bytes.subarray(from, cursor.at) });
    } else {
      this.#add(
        boundedFields({ time, key, value, headers: new Cursor(cursor.bytes.subarray(0, end), cursor.at) }, length),
      );
      cursor.at = end;
    }
  }

  async *#readOversized(length: number): AsyncGenerator<Piece> {
    const reading = readOversized(this.#reader, length);
    let step = await reading.next();
    for (; step.done !== true; step = await reading.next()) yield this.#piece();
    this.#advance(step.value.delta);
    if (this.#delta >= this.#firstDelta) this.#add(step.value);
    this.#left--;
  }

  #advance(delta: number): void {
    if (delta <= this.#delta || BigInt(delta) > this.#batch.lastOffset - this.#batch.baseOffset) {
      throw new RangeError('a record outside of its batch');
    }
    this.#delta = delta;
  }

  #add({ time, key, value, headers, rawHeaders, unreadable }: RecordFields): void {
    const { topic, partition } = this.#place;
    const { baseTimestamp, appendTimestamp } = this.#batch;
    const offset = this.#offset();
    const timestamp = validTime(appendTimestamp ?? baseTimestamp + time);
    // Written out, because spreads cost as much as the rest of it.
    const record: InboundRecord =
      unreadable === undefined
        ? { topic, partition, offset, timestamp, key, value, headers, rawHeaders }
        : { topic, partition, offset, timestamp, key, value, headers, unreadable };
    this.#records.push(record);
    this.#cost += costOf(record);
  }

  #offset(): string {
    return (this.#batch.baseOffset + BigInt(this.#delta)).toString();
  }
}

/** Kafka's "no timestamp" where it is none that a `Date` could hold. */
function validTime(milliseconds: number): number {
  return Math.abs(milliseconds) <= 8.64e15 ? milliseconds : -1;
}

function readLength(cursor: Cursor): number {
  const length = cursor.varint();
  if (length < 0) throw new RangeError('a record of negative length');
  return length;
}

/** Whether the number at the cursor is there to its end. */
function isComplete({ bytes, at }: Cursor): boolean {
  return bytes.subarray(at).some((byte) => byte < 0x80);
}
