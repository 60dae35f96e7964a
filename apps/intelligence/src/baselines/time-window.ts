import { mean, sum } from './statistics';

/** How one request ended. */
export interface Observation {
  /** From asking to answering, waiting included. */
  readonly milliseconds: number;
  /** On the clock that `milliseconds` was measured with. */
  readonly endedAt: number;
  /** It was refused, or could not be finished. */
  readonly failed: boolean;
  /** It had been answered before and took no work: counted, but no measure of what the operation costs. */
  readonly cached: boolean;
}

/** What a run of worked answers took. */
export interface TimeWindow {
  /** Milliseconds, ascending. */
  readonly times: Float64Array;
  readonly mean: number;
  readonly failures: number;
  /** Answers from the cache while the window was open. */
  readonly repeats: number;
  /** Milliseconds from the first start to the last end. */
  readonly elapsed: number;
}

/** Worked answers in a window: enough for a steady mean, few enough to notice a change soon. */
export const WINDOW_SIZE = 50;

/** No answer takes longer: what does is a broken clock, whose figures must not become infinite. */
const MAX_MS = 86_400_000;

/** The window that is still open. */
export class OpenWindow {
  private readonly times = new Float64Array(WINDOW_SIZE);
  private count = 0;
  private failures = 0;
  private repeats = 0;
  private began = Infinity;
  private ended = -Infinity;

  /** The closed window once it is full; this one is then empty again. */
  add({ milliseconds, endedAt, failed, cached }: Observation): TimeWindow | undefined {
    if (cached) {
      this.repeats += 1;
      return undefined;
    }
    const took = Number.isNaN(milliseconds) ? 0 : Math.min(MAX_MS, Math.max(0, milliseconds));
    this.times[this.count] = took;
    this.count += 1;
    this.failures += failed ? 1 : 0;
    this.began = Math.min(this.began, endedAt - took);
    this.ended = Math.max(this.ended, endedAt);
    return this.count < WINDOW_SIZE ? undefined : this.close();
  }

  private close(): TimeWindow {
    const times = this.times.slice().sort();
    const { failures, repeats } = this;
    const elapsed = Math.max(0, this.ended - this.began);
    [this.count, this.failures, this.repeats, this.began, this.ended] = [0, 0, 0, Infinity, -Infinity];
    return { times, mean: mean(times), failures, repeats, elapsed };
  }
}

/**
 * The least share of the time in these windows that requests waited for a thread, 0 to 1: `threads` cannot have worked
 * longer than threads × elapsed, so whatever was spent beyond that was spent waiting.
 */
export function waitingShare(windows: readonly TimeWindow[], threads: number): number {
  let spent = 0;
  let waited = 0;
  for (const { times, elapsed } of windows) {
    const inWindow = sum(times);
    spent += inWindow;
    waited += Math.max(0, inWindow - threads * elapsed);
  }
  return spent > 0 ? waited / spent : 0;
}
