import { AbortedTransactions, type AbortedTransaction } from './aborted-transactions';
import { batchesOf, type StoredBatch } from './batch-header';
import { readLegacy } from './legacy-messages';
import type { Piece, Place } from './piece';
import { RecordBatch } from './record-batch';
import { unreadableBatch } from './unreadable-batch';

/** What a fetch brought of one partition, as it was stored; nothing of it is unpacked before it is read. */
export class RecordSet {
  readonly #bytes: Buffer;
  readonly #aborted: readonly AbortedTransaction[];

  constructor(bytes: Buffer, aborted: readonly AbortedTransaction[]) {
    this.#bytes = bytes;
    this.#aborted = aborted;
  }

  /** The last offset it covers, `null` where it has no complete batch. */
  get last(): bigint | null {
    let last: bigint | null = null;
    for (const { lastOffset } of batchesOf(this.#bytes)) last = lastOffset;
    return last;
  }

  /** The records from an offset on that a `read_committed` reader sees. Never throws, whatever the bytes are. */
  async *pieces(place: Place, from: bigint): AsyncGenerator<Piece> {
    const aborted = new AbortedTransactions(this.#aborted);
    let covered = from;
    let told = from;
    for (const batch of batchesOf(this.#bytes)) {
      const hidden = aborted.hides(batch);
      if (batch.lastOffset < covered) continue;
      const pieces = hidden ? [] : readBatch(batch, place, covered);
      covered = batch.lastOffset + 1n;
      for await (const piece of pieces) {
        told = piece.next;
        yield piece;
      }
    }
    if (covered > told) yield { records: [], next: covered };
  }
}

/** From where it cannot be read, a batch is one record that says so, and reading goes on behind it. */
async function* readBatch(batch: StoredBatch, place: Place, from: bigint): AsyncGenerator<Piece> {
  let next = from > batch.baseOffset ? from : batch.baseOffset;
  const behind = batch.lastOffset + 1n;
  try {
    if (batch.fault !== null) throw new RangeError(batch.fault);
    const pieces = batch.magic < 2 ? readLegacy(batch, place, from) : new RecordBatch(batch, place, from).pieces();
    for await (const piece of pieces) {
      next = piece.next;
      yield piece;
    }
  } catch (error) {
    if (next < behind) yield { records: [unreadableBatch(batch, place, next, error)], next: behind };
  }
}
