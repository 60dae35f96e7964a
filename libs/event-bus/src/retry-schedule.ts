/** Delays between attempts at one record, in milliseconds: 1 s, 2 s, 4 s (the architecture document's retry policy). */
export interface RetrySchedule {
  readonly retries: number;
  readonly firstDelayMs: number;
  /** Share of the delay that is random, 0 to 1: workers that failed together do not come back together. */
  readonly jitter: number;
}

export const DEFAULT_RETRIES: RetrySchedule = { retries: 3, firstDelayMs: 1000, jitter: 0.2 };

/**
 * How long to wait after the `attempt`-th failure (1-based), or `null` when the schedule is exhausted.
 * `random` is uniform in [0, 1): the delay lies within ±jitter of firstDelay · 2^(attempt−1).
 */
export function retryDelay(schedule: RetrySchedule, attempt: number, random: number): number | null {
  if (attempt > schedule.retries) return null;
  const base = schedule.firstDelayMs * 2 ** (attempt - 1);
  return Math.round(base * (1 + schedule.jitter * (2 * random - 1)));
}
