import { Bell } from './signals';

/** Records that were taken over and are not done: how many, how large, how old. */
export class InFlight {
  readonly #maxBytes: number;
  readonly #started = new Set<{ readonly at: number }>();
  readonly #changed = new Bell();
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

  /** Runs admitted work: its age counts from here, its place is free when it ends. */
  async run(bytes: number, work: () => Promise<void>): Promise<void> {
    const entry = { at: performance.now() };
    this.#started.add(entry);
    try {
      await work();
    } finally {
      this.#started.delete(entry);
      this.#size--;
      this.#bytes -= bytes;
      this.#changed.ring();
    }
  }

  /** Resolves when a place has become free, or at the next `tick`. */
  changed(): Promise<void> {
    return this.#changed.wait();
  }

  /** Lets everyone who waits look around: heartbeats, a closed breaker and a stop are not changes here. */
  tick(): void {
    this.#changed.ring();
  }

  /** Age in milliseconds of the work that has been running longest; 0 when idle. */
  oldestMs(): number {
    const now = performance.now();
    let oldest = now;
    for (const { at } of this.#started) oldest = Math.min(oldest, at);
    return now - oldest;
  }
}
