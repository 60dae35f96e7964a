import type { ThrottlerStorage } from '@nestjs/throttler';
import { LRUCache } from 'lru-cache';

/** Clients counted at once. With more than these, those not seen for longest start from zero. */
const CLIENTS = 10_000;

interface Window {
  hits: number;
  readonly ends: number;
}

/** How often each client asked within its current window, in bounded memory; times are milliseconds. */
export class BoundedCounts implements ThrottlerStorage {
  readonly #windows: LRUCache<string, Window>;

  constructor(
    clients: number = CLIENTS,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.#windows = new LRUCache({ max: clients });
  }

  increment(key: string, ttl: number, limit: number) {
    const window = this.#current(key, ttl);
    window.hits += 1;
    const seconds = Math.ceil((window.ends - this.now()) / 1000);
    return Promise.resolve({
      totalHits: window.hits,
      timeToExpire: seconds,
      isBlocked: window.hits > limit,
      timeToBlockExpire: seconds,
    });
  }

  #current(key: string, ttl: number): Window {
    const known = this.#windows.get(key);
    if (known !== undefined && known.ends > this.now()) return known;
    const window = { hits: 0, ends: this.now() + ttl };
    this.#windows.set(key, window);
    return window;
  }
}
