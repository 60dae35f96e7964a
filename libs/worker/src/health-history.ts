import type { HealthStatus } from '#contracts';

/** A worker that is not as it was for less than this says nothing: a rebalance takes a second or two. */
export const CHANGE_AFTER_MS = 3_000;
/** Not healthy for this long is worth calling somebody. */
export const CRITICAL_AFTER_MS = 10_000;
/** Healthy for this long ends an outage; what fails again before that is the same outage. */
export const RECOVERED_AFTER_MS = 5_000;

export type HealthNews =
  | { readonly kind: 'changed'; readonly before: HealthStatus; readonly after: HealthStatus }
  /** Once in an outage. */
  | { readonly kind: 'critical'; readonly lastedMs: number }
  | { readonly kind: 'recovered'; readonly before: HealthStatus; readonly lastedMs: number };

/** Turns looks at the health of a worker that has been healthy into what is worth telling. */
export class HealthHistory {
  #told: HealthStatus = 'healthy';
  #seen: HealthStatus = 'healthy';
  #seenSince = 0;
  /** When the outage began; `null` while there is none. */
  #outageSince: number | null = null;
  #critical = false;

  /** `now` in milliseconds of any clock that is never set back. */
  observe(status: HealthStatus, now: number): readonly HealthNews[] {
    if (status !== this.#seen) {
      this.#seen = status;
      this.#seenSince = now;
    }
    return status === 'healthy' ? this.#whileHealthy(now) : this.#whileNot(status, now);
  }

  #whileHealthy(now: number): readonly HealthNews[] {
    if (this.#outageSince === null || now - this.#seenSince < RECOVERED_AFTER_MS) return [];
    const [before, lastedMs] = [this.#told, this.#seenSince - this.#outageSince];
    this.#told = 'healthy';
    this.#outageSince = null;
    this.#critical = false;
    return before === 'healthy' ? [] : [{ kind: 'recovered', before, lastedMs }];
  }

  #whileNot(status: HealthStatus, now: number): readonly HealthNews[] {
    this.#outageSince ??= now;
    const lastedMs = now - this.#outageSince;
    const before = this.#told;
    const news: HealthNews[] = [];
    // Between two ways of not being healthy the newer one must have lasted, too.
    const lasts = before === 'healthy' ? lastedMs : now - this.#seenSince;
    if (status !== before && lasts >= CHANGE_AFTER_MS) {
      this.#told = status;
      news.push({ kind: 'changed', before, after: status });
    }
    if (!this.#critical && lastedMs >= CRITICAL_AFTER_MS) {
      this.#critical = true;
      news.push({ kind: 'critical', lastedMs });
    }
    return news;
  }
}
