/** More samples than this in one window are represented by the latest. */
const MAX_SAMPLES = 4_096;

/** How long the requests of the last `windowMs` took. Times are milliseconds; memory and work are bounded. */
export class LatencyWindow {
  readonly #at = new Float64Array(MAX_SAMPLES);
  readonly #took = new Float64Array(MAX_SAMPLES);
  #seen = 0;

  constructor(private readonly windowMs: number) {}

  record(tookMs: number, now: number): void {
    const slot = this.#seen++ % MAX_SAMPLES;
    this.#at[slot] = now;
    this.#took[slot] = tookMs;
  }

  /** Nearest-rank p95 and how many samples it stands on; p95 is 0 without samples. */
  summary(now: number): { readonly p95: number; readonly samples: number } {
    const filled = Math.min(this.#seen, MAX_SAMPLES);
    const recent = this.#took
      .subarray(0, filled)
      .filter((_, slot) => (this.#at[slot] ?? 0) > now - this.windowMs)
      .sort();
    return { p95: recent[Math.ceil(recent.length * 0.95) - 1] ?? 0, samples: recent.length };
  }
}
