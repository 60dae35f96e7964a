import { Bell } from './signals';

/** Records in work. A full house lets nobody in; whoever waits is told when there is room. */
export class InFlight {
  readonly #limit: number;
  readonly #started = new Set<{ readonly at: number }>();
  readonly #changed = new Bell();
  #admitted = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#admitted;
  }

  get full(): boolean {
    return this.#admitted >= this.#limit;
  }

  admit(): void {
    this.#admitted++;
  }

  /** Runs admitted work: its age counts from here, its place is free when it ends. */
  async run(work: () => Promise<void>): Promise<void> {
    const entry = { at: performance.now() };
    this.#started.add(entry);
    try {
      await work();
    } finally {
      this.#started.delete(entry);
      this.#admitted--;
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
