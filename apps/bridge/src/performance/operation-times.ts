import type { OperationMetrics } from '#contracts';

/**
 * Times are counted in buckets of which each ends 1 % behind the one before: a percentile is off by half a percent at
 * most, whatever the times are, in memory that does not grow with their number (DDSketch; Masson, Rim and Lee, 2019).
 */
const GROWTH = 1.01;
const LEAST_MS = 0.001;

/** How often one operation was asked for in a window, and how long it took. */
export class OperationTimes {
  #errors = 0;
  #count = 0;
  readonly #buckets = new Map<number, number>();

  record(tookMs: number, isError: boolean): void {
    this.#count += 1;
    if (isError) this.#errors += 1;
    const bucket = Math.ceil(Math.log(Math.max(tookMs, LEAST_MS)) / Math.log(GROWTH));
    this.#buckets.set(bucket, (this.#buckets.get(bucket) ?? 0) + 1);
  }

  summary(): OperationMetrics {
    const [p50_ms, p95_ms, p99_ms] = this.#percentiles([0.5, 0.95, 0.99]) as [number, number, number];
    return { count: this.#count, errors: this.#errors, p50_ms, p95_ms, p99_ms };
  }

  /** By nearest rank; `shares` ascend. */
  #percentiles(shares: readonly number[]): readonly number[] {
    const buckets = [...this.#buckets].sort(([a], [b]) => a - b);
    let [at, passed] = [-1, 0];
    return shares.map((share) => {
      const rank = Math.ceil(this.#count * share);
      while (passed < rank) passed += buckets[(at += 1)]?.[1] ?? rank;
      return middleOf(buckets[at]?.[0]);
    });
  }
}

/** The time of which both ends of the bucket are as far away, relatively; in milliseconds, to the microsecond. */
function middleOf(bucket: number | undefined): number {
  if (bucket === undefined) return 0;
  return Math.round(((2 * GROWTH ** bucket) / (GROWTH + 1)) * 1_000) / 1_000;
}
