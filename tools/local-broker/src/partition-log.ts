import { ERROR } from './apis';
import { ProducerSequences } from './producer-sequences';
import { firstRecordSince, isIntact, parseBatch, placeBatch } from './record-batch';

/** Apache Kafka's default for how far a record's timestamp may lie ahead of the broker's clock. */
const MAX_TIMESTAMP_AHEAD_MS = 3_600_000;

interface StoredBatch {
  readonly baseOffset: number;
  readonly lastOffset: number;
  readonly maxTimestamp: number;
  readonly bytes: Buffer;
}

export interface LogLimits {
  readonly maxMessageBytes: number;
  readonly retentionBytes: number;
}

export type Appended = { error: 0; baseOffset: number } | { error: number; baseOffset: -1 };

/** One partition: whole record batches in memory, oldest dropped first when they outgrow the retention. */
export class PartitionLog {
  startOffset = 0;
  endOffset = 0;
  private readonly batches: StoredBatch[] = [];
  private bytes = 0;
  private readonly sequences = new ProducerSequences();
  private readonly watchers = new Set<() => void>();

  append(records: Buffer, limits: LogLimits, now: number): Appended {
    const header = parseBatch(records);
    if (header === undefined) return refused(ERROR.INVALID_RECORD);
    if (records.length > limits.maxMessageBytes) return refused(ERROR.MESSAGE_TOO_LARGE);
    if (!isIntact(records)) return refused(ERROR.CORRUPT_MESSAGE);
    if (header.maxTimestamp > now + MAX_TIMESTAMP_AHEAD_MS) return refused(ERROR.INVALID_TIMESTAMP);
    const verdict = this.sequences.judge(header);
    if (verdict.kind === 'refuse') return refused(verdict.error);
    if (verdict.kind === 'duplicate') return { error: 0, baseOffset: verdict.baseOffset };
    const baseOffset = this.endOffset;
    const lastOffset = baseOffset + header.lastOffsetDelta;
    this.batches.push({
      baseOffset,
      lastOffset,
      maxTimestamp: header.maxTimestamp,
      bytes: placeBatch(records, baseOffset),
    });
    this.bytes += records.length;
    this.endOffset = lastOffset + 1;
    this.sequences.remember(header, baseOffset);
    this.retain(limits.retentionBytes);
    for (const wake of this.watchers) wake();
    return { error: 0, baseOffset };
  }

  /**
   * Whole batches from the one that holds `offset`, up to `maxBytes`. A first batch larger than that is returned only
   * with `atLeastOne`, so that a reader with a small limit still makes progress.
   */
  read(offset: number, maxBytes: number, atLeastOne: boolean): Buffer[] {
    const found: Buffer[] = [];
    let room = maxBytes;
    for (let at = this.indexOf(offset); at < this.batches.length; at++) {
      const { bytes } = this.batches[at]!;
      if (bytes.length > room && !(atLeastOne && found.length === 0)) break;
      found.push(bytes);
      room -= bytes.length;
    }
    return found;
  }

  holds(offset: number): boolean {
    return offset >= this.startOffset && offset <= this.endOffset;
  }

  /** The first record not older than `timestamp`, or undefined where all are older. */
  offsetSince(timestamp: number): { offset: number; timestamp: number } | undefined {
    const batch = this.batches.find((one) => one.maxTimestamp >= timestamp);
    if (batch === undefined) return undefined;
    const found = firstRecordSince(batch.bytes, timestamp);
    return { ...found, offset: Math.max(found.offset, this.startOffset) };
  }

  /** Forgets everything before `offset`; a batch that reaches beyond it stays whole. */
  deleteBefore(offset: number): void {
    this.startOffset = Math.max(this.startOffset, offset);
    this.drop(this.indexOf(this.startOffset));
  }

  /** Calls `wake` at every append until the returned function is called. */
  watch(wake: () => void): () => void {
    this.watchers.add(wake);
    return () => this.watchers.delete(wake);
  }

  /** Wakes whoever waits here, for a log that will see no more data. */
  close(): void {
    for (const wake of this.watchers) wake();
  }

  private indexOf(offset: number): number {
    let low = 0;
    let high = this.batches.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.batches[middle]!.lastOffset < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Drops an eighth more than needed, as Apache Kafka drops whole segments: the array is then moved rarely. */
  private retain(limit: number): void {
    if (this.bytes <= limit) return;
    let excess = this.bytes - limit * (7 / 8);
    let count = 0;
    while (excess > 0 && count < this.batches.length - 1) excess -= this.batches[count++]!.bytes.length;
    this.drop(count);
    this.startOffset = Math.max(this.startOffset, this.batches[0]?.baseOffset ?? this.endOffset);
  }

  private drop(count: number): void {
    for (const batch of this.batches.splice(0, count)) this.bytes -= batch.bytes.length;
  }
}

function refused(error: number): Appended {
  return { error, baseOffset: -1 };
}
