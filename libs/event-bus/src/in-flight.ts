import { Condition } from './signals';

export interface Work {
  /** When it began, by the monotonic clock in milliseconds. */
  readonly at: number;
}

/** Records that were taken over and are not done: how many, how large, how old. */
export class InFlight {
  readonly #maxBytes: number;
  readonly #started = new Set<Work>();
  readonly #changed = new Condition();
  #size = 0;
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get size(): number {
    return this.#size;
  }

  /** Memory that the records hold, as they were received. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Whether a record of this size may be taken over. One that is larger than the limit is let in alone. */
  fits(bytes: number): boolean {
    return this.#size === 0 || this.#bytes + bytes <= this.#maxBytes;
  }

  admit(bytes: number): void {
    this.#size++;
    this.#bytes += bytes;
  }

  /** Admitted work begins: its age counts from here. */
  start(): Work {
    const work = { at: performance.now() };
    this.#started.add(work);
    return work;
  }

  /** Its place is free. */
  end(work: Work, bytes: number): void {
    this.#started.delete(work);
    this.#size--;
    this.#bytes -= bytes;
    this.#changed.notify();
  }

  /** Resolves when a place has become free, or at the next `tick`. */
  changed(): Promise<void> {
    return this.#changed.wait();
  }

  /** Lets everyone who waits look around: heartbeats, a closed breaker and a stop are not changes here. */
  tick(): void {
    this.#changed.notify();
  }

  /** Age in milliseconds of the work that has been running longest; 0 when idle. */
  oldestMs(): number {
    // A set keeps the order in which work began.
    for (const { at } of this.#started) return performance.now() - at;
    return 0;
  }
}
