import { Cursor } from './cursor';
import type { StoredBatch } from './batch-header';

/** A transaction of a fetched range that was aborted, as the broker lists them: in the order of their ends. */
export interface AbortedTransaction {
  readonly producerId: bigint;
  readonly firstOffset: bigint;
}

const ABORT = 0;

/**
 * Tells which batches a `read_committed` reader does not see, as the Java client's fetcher does (CompletedFetch.java).
 * kafkajs takes the list for sorted by first offset, and any record with the key 00 00 00 00 for an abort marker
 * (src/consumer/filterAbortedMessages.js).
 */
export class AbortedTransactions {
  readonly #ahead: AbortedTransaction[];
  readonly #aborting = new Set<bigint>();
  #next = 0;

  constructor(transactions: readonly AbortedTransaction[]) {
    this.#ahead = transactions.toSorted((one, other) => Number(one.firstOffset - other.firstOffset));
  }

  /** Asked for every batch, in order. */
  hides(batch: StoredBatch): boolean {
    for (; this.#next < this.#ahead.length && this.#ahead[this.#next]!.firstOffset <= batch.lastOffset; this.#next++) {
      this.#aborting.add(this.#ahead[this.#next]!.producerId);
    }
    if (batch.isControl && isAbort(batch)) this.#aborting.delete(batch.producerId);
    return batch.isControl || (batch.isTransactional && this.#aborting.has(batch.producerId));
  }
}

/** A control batch has one record; its key is a version and a type, two bytes each. */
function isAbort({ body }: StoredBatch): boolean {
  try {
    const cursor = new Cursor(body);
    cursor.varint();
    cursor.int8();
    cursor.varlong();
    cursor.varint();
    const key = cursor.slice(cursor.varint());
    return key.readInt16BE(0) >= 0 && key.readInt16BE(2) === ABORT;
  } catch {
    return false;
  }
}
