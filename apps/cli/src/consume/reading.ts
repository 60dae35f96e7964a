import type { InboundRecord } from '#contracts';
import type { Batch, Subscription, SubscriptionEvents } from '#event-bus';
import type { Session } from './session';
import { recordAsJson, showRecord } from './show-record';

const HEARTBEAT_MS = 3_000;

/** Prints what a subscription brings, up to `max` records, until nothing has come for `idleMs`. */
export class Reading implements SubscriptionEvents {
  readonly done: Promise<void>;
  readonly #session: Session;
  readonly #max: number;
  readonly #idleMs: number | undefined;
  #count = 0;
  #subscription: Subscription | null = null;
  #ended = false;
  #idle: NodeJS.Timeout | undefined;
  #finish: () => void = () => undefined;
  #fail: (error: Error) => void = () => undefined;

  constructor(session: Session, max: number, idleMs: number | undefined) {
    this.#session = session;
    this.#max = max;
    this.#idleMs = idleMs;
    this.done = new Promise((resolve, reject) => {
      this.#finish = resolve;
      this.#fail = reject;
    });
    this.done.catch(() => undefined);
  }

  get count(): number {
    return this.#count;
  }

  /** The subscription stands where it should; what it brought before is fetched again. */
  begin(subscription: Subscription): void {
    this.#subscription = subscription;
    this.#wait();
  }

  /** No more; what is being printed is finished. */
  end(): void {
    this.#ended = true;
    clearTimeout(this.#idle);
    this.#finish();
  }

  async onBatch(batch: Batch): Promise<bigint | null> {
    if (this.#subscription === null) return null;
    clearTimeout(this.#idle);
    // A blocked reader of our output (a pager) must not cost the membership.
    const beat = setInterval(() => void batch.heartbeat().catch(() => undefined), HEARTBEAT_MS);
    try {
      const next = await this.#printAll(batch);
      if (next === null) return null;
      const { topic, partition } = batch;
      await this.#subscription.commit([{ topic, partition, offset: next.toString() }]);
      // After the commit: what ends the reading ends the subscription too.
      if (this.#count >= this.#max) this.end();
      return next;
    } finally {
      clearInterval(beat);
      this.#wait();
    }
  }

  onCrash(error: Error, fatal: boolean): void {
    if (fatal) this.#fail(error);
  }

  onRebalance(): void {}

  onAssigned(): void {}

  onContact(): void {}

  onStart(): void {}

  onReplaced(): void {}

  async #printAll(batch: Batch): Promise<bigint | null> {
    let next: bigint | null = null;
    for await (const piece of batch.pieces) {
      for (const record of piece.records) {
        if (this.#ended || batch.isStale() || !(await this.#print(record))) return next;
        next = BigInt(record.offset) + 1n;
        this.#count += 1;
        if (this.#count >= this.#max) return next;
      }
      next = piece.next;
    }
    return next;
  }

  /** False once the session has ended. */
  async #print(record: InboundRecord): Promise<boolean> {
    const { json, paint, print } = this.#session;
    try {
      await print(json ? recordAsJson(record) : showRecord(record, paint));
      return true;
    } catch {
      return false;
    }
  }

  #wait(): void {
    clearTimeout(this.#idle);
    if (this.#idleMs !== undefined && !this.#ended) this.#idle = setTimeout(() => this.end(), this.#idleMs);
  }
}
