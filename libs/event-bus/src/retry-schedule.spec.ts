import * as fc from 'fast-check';
import { DEFAULT_RETRIES, retryDelay } from './retry-schedule';

describe('the retry schedule', () => {
  it('waits 1, 2 and 4 seconds, then no more', () => {
    const delays = [1, 2, 3, 4, 5].map((attempt) => retryDelay(DEFAULT_RETRIES, attempt, 0.5));
    expect(delays).toEqual([1000, 2000, 4000, null, null]);
  });

  it('stays within the jitter around the doubled delay and ends after the retries', () => {
    const schedule = fc.record({
      retries: fc.nat(8),
      firstDelayMs: fc.integer({ min: 1, max: 60_000 }),
      jitter: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(schedule, fc.integer({ min: 1, max: 12 }), random, (settings, attempt, chance) => {
        const delay = retryDelay(settings, attempt, chance);
        if (delay === null) return attempt > settings.retries;
        let base = settings.firstDelayMs;
        for (let doubled = 1; doubled < attempt; doubled++) base *= 2;
        const [least, most] = [Math.floor(base * (1 - settings.jitter)), Math.ceil(base * (1 + settings.jitter))];
        return attempt <= settings.retries && Number.isInteger(delay) && least <= delay && delay <= most;
      }),
      { numRuns: 10_000 },
    );
  });

  it('spreads over the whole range', () => {
    expect(retryDelay(DEFAULT_RETRIES, 1, 0)).toBe(800);
    expect(retryDelay(DEFAULT_RETRIES, 1, 0.999999)).toBe(1200);
  });
});
