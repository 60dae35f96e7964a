import type { InboundRecord } from '#contracts';
import type { Batch, Subscription, SubscriptionEvents } from '#event-bus';
import type { Session } from '../session';

const HEARTBEAT_MS = 3_000;

/** What is shown of what comes, and how. */
export interface Shown {
  readonly wants: (record: InboundRecord) => boolean;
  readonly text: (record: InboundRecord) => string;
  /** The record as it is looked at and shown. */
  readonly readable: (record: InboundRecord) => Promise<InboundRecord>;
  /** Records at most. */
  readonly max: number;
  /** Without one for so long the reading ends; left out: never. */
  readonly idleMs: number | undefined;
}

/** Prints what a subscription brings, as far as it is wanted. */
export class Reading implements SubscriptionEvents {
  readonly done: Promise<void>;
  readonly #session: Session;
  readonly #shown: Shown;
  #count = 0;
  #subscription: Subscription | null = null;
  #ended = false;
  #idle: NodeJS.Timeout | undefined;
  #finish: () => void = () => undefined;
  #fail: (error: Error) => void = () => undefined;

  constructor(session: Session, shown: Shown) {
    this.#session = session;
    this.#shown = shown;
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
    // A blocked reader of our output (a pager) must not cost the membership.
    const beat = setInterval(() => void batch.heartbeat().catch(() => undefined), HEARTBEAT_MS);
    try {
      const next = await this.#printAll(batch);
      if (next === null) return null;
      const { topic, partition } = batch;
      await this.#subscription.commit([{ topic, partition, offset: next.toString() }]);
      // After the commit: what ends the reading ends the subscription too.
      if (this.#count >= this.#shown.max) this.end();
      return next;
    } finally {
      clearInterval(beat);
    }
  }

  onCrash(error: Error, fatal: boolean): void {
    if (fatal) this.#fail(error);
  }

  async #printAll(batch: Batch): Promise<bigint | null> {
    let next: bigint | null = null;
    for await (const piece of batch.pieces) {
      for (const record of piece.records) {
        if (this.#ended || batch.isStale()) return next;
        const readable = await this.#shown.readable(record);
        if (this.#shown.wants(readable) && !(await this.#print(readable))) return next;
        next = BigInt(record.offset) + 1n;
        if (this.#count >= this.#shown.max) return next;
      }
      next = piece.next;
    }
    return next;
  }

  /** False once the session has ended. */
  async #print(record: InboundRecord): Promise<boolean> {
    clearTimeout(this.#idle);
    try {
      await this.#session.print(this.#shown.text(record));
      this.#count += 1;
      return true;
    } catch {
      return false;
    } finally {
      this.#wait();
    }
  }

  #wait(): void {
    clearTimeout(this.#idle);
    const { idleMs } = this.#shown;
    if (idleMs !== undefined && !this.#ended) this.#idle = setTimeout(() => this.end(), idleMs);
  }
}
