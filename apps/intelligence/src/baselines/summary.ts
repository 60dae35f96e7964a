import { deviation, mean, percentile } from './statistics';
import type { TimeWindow } from './time-window';

/** What an operation normally costs. Times in milliseconds; percentiles are of single answers, by nearest rank. */
export interface Summary {
  /** Of the windows' means. */
  readonly mean: number;
  /** Of the windows' means. */
  readonly deviation: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** Answers that took work. */
  readonly samples: number;
  readonly windows: number;
  readonly failures: number;
  /** Answers from the cache. */
  readonly repeats: number;
}

export function summaryOf(windows: readonly TimeWindow[]): Summary {
  const means = windows.map((window) => window.mean);
  const times = timesOf(windows);
  return {
    mean: mean(means),
    deviation: deviation(means),
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    p99: percentile(times, 0.99),
    samples: times.length,
    windows: windows.length,
    failures: windows.reduce((total, { failures }) => total + failures, 0),
    repeats: windows.reduce((total, { repeats }) => total + repeats, 0),
  };
}

/** Every time in these windows, ascending. */
export function timesOf(windows: readonly TimeWindow[]): Float64Array {
  const all = new Float64Array(windows.reduce((total, { times }) => total + times.length, 0));
  let next = 0;
  for (const { times } of windows) {
    all.set(times, next);
    next += times.length;
  }
  return all.sort();
}
