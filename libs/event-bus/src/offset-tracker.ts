/**
 * Which records of one partition are finished, and how far the committed offset may go: records finish out of order,
 * commits stay contiguous. Offsets arrive in ascending order; gaps (compaction, transaction markers) are normal.
 */
export class OffsetTracker {
  /** Timestamps of what was delivered and not yet passed by the watermark, ascending; `null` once finished. */
  readonly #open = new Map<bigint, number | null>();
  /** Fetched, and not delivered because there was no room for it. */
  #waiting: { readonly offset: bigint; readonly timestamp: number } | null = null;
  #next: bigint | null = null;
  #committed: bigint | null = null;

  /** Reading begins here, where the group's commit stands. */
  begin(offset: bigint): void {
    this.#next = offset;
    this.#committed = offset;
  }

  /** Whether it is known where reading begins. */
  get begun(): boolean {
    return this.#next !== null;
  }

  /** The offset behind everything that was delivered or passed; `null` before reading begins. */
  get next(): bigint | null {
    return this.#next;
  }

  /** Whether the record was delivered before, so that it is in flight or done. */
  knows(offset: bigint): boolean {
    return this.#next !== null && offset < this.#next;
  }

  /** `false` for a record that is in flight or done already: a broker redelivers after every rebalance. */
  deliver(offset: bigint, timestamp = 0): boolean {
    if (this.knows(offset)) {
      // What the group has committed is not delivered again: this commit never reached the broker.
      if (this.#committed !== null && offset < this.#committed) this.#committed = offset;
      return false;
    }
    this.#committed ??= offset;
    this.#open.set(offset, timestamp);
    this.#next = offset + 1n;
    return true;
  }

  /** It was fetched, and will be again: there is no room for it. */
  wait(offset: bigint, timestamp: number): void {
    this.#waiting = { offset, timestamp };
  }

  /** Nothing that is ours lies before `next` beside what was delivered: aborted, control and compacted records. */
  pass(next: bigint): void {
    if (this.#next === null || next > this.#next) this.#next = next;
  }

  finish(offset: bigint): void {
    if (!this.#open.has(offset)) return;
    this.#open.set(offset, null);
    for (const [first, timestamp] of this.#open) {
      if (timestamp !== null) return;
      this.#open.delete(first);
    }
  }

  /** The first offset that is not finished: what to commit. `null` before reading begins. */
  watermark(): bigint | null {
    for (const first of this.#open.keys()) return first;
    return this.#next;
  }

  /** The timestamp of the record at the watermark, in milliseconds; `null` where it has not been seen, or has none. */
  get timestamp(): number | null {
    const [first] = this.#open.values();
    const { offset, timestamp } = this.#waiting ?? {};
    const isAhead = offset !== undefined && this.#next !== null && offset >= this.#next;
    const known = first ?? (isAhead ? timestamp : undefined);
    return known !== undefined && known > 0 ? known : null;
  }

  /** The watermark, when it has moved since reading began or the last `committed`; else `null`. */
  uncommitted(): bigint | null {
    const watermark = this.watermark();
    return watermark === this.#committed ? null : watermark;
  }

  committed(offset: bigint): void {
    this.#committed = offset;
  }

  /** Whether the log ends before what was already delivered: then it is another log, under the same name. */
  isAhead(end: bigint): boolean {
    return this.#next !== null && this.#next > end;
  }

  /** Records between the watermark and the newest delivery. */
  get inFlight(): number {
    return this.#open.size;
  }
}
