import * as fc from 'fast-check';
import { deviation, mean, percentile } from './statistics';
import { OpenWindow, waitingShare, WINDOW_SIZE, type TimeWindow } from './time-window';

const took = (milliseconds: number, endedAt = milliseconds) => ({
  milliseconds,
  endedAt,
  failed: false,
  cached: false,
});

describe('statistics', () => {
  const numbers = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 });

  it('takes the smallest value that enough values do not exceed as a percentile', () => {
    fc.assert(
      fc.property(numbers, fc.double({ min: 0.01, max: 1, noNaN: true }), (values, share) => {
        const enough = values.filter(
          (value) => values.filter((other) => other <= value).length >= share * values.length,
        );
        expect(
          percentile(
            [...values].sort((a, b) => a - b),
            share,
          ),
        ).toBe(Math.min(...enough));
      }),
    );
  });

  it('knows the standard deviation of a sample', () => {
    expect(deviation([2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(Math.sqrt(32 / 7));
    expect([deviation([]), deviation([3]), mean([]), percentile([], 0.5)]).toEqual([0, 0, 0, 0]);
  });
});

describe('OpenWindow', () => {
  it('closes when it is full of worked answers, and counts the others beside them', () => {
    const open = new OpenWindow();
    expect(open.add({ ...took(9), cached: true })).toBeUndefined();
    for (let n = 1; n < WINDOW_SIZE; n += 1) expect(open.add({ ...took(n, 100 + n), failed: n < 4 })).toBeUndefined();
    const window = open.add(took(0, 160));
    expect(window).toMatchObject({ mean: 24.5, failures: 3, repeats: 1, elapsed: 60 });
    expect([...(window?.times ?? [])]).toEqual(Array.from({ length: WINDOW_SIZE }, (_, n) => n));
    for (let n = 1; n < WINDOW_SIZE; n += 1) open.add(took(2, 200));
    expect(open.add(took(2, 200))).toMatchObject({ mean: 2, failures: 0, repeats: 0, elapsed: 2 });
  });
});

describe('waitingShare', () => {
  it('is never more than what requests did wait', () => {
    const request = fc.record({ at: fc.nat(500), work: fc.integer({ min: 1, max: 100 }) });
    const requests = fc.array(request, { minLength: WINDOW_SIZE, maxLength: WINDOW_SIZE });
    fc.assert(
      fc.property(requests, fc.integer({ min: 1, max: 4 }), (asked, threads) => {
        const { window, waited, spent } = queued(asked, threads);
        expect(waitingShare([window], threads)).toBeLessThanOrEqual(waited / spent + 1e-9);
      }),
    );
  });

  it('is nearly all of the time when a crowd comes at once', () => {
    const crowd = Array.from({ length: WINDOW_SIZE }, () => ({ at: 0, work: 10 }));
    expect(waitingShare([queued(crowd, 1).window], 1)).toBeCloseTo(1 - 2 / (WINDOW_SIZE + 1));
  });

  it('is nothing when there are threads enough', () => {
    const crowd = Array.from({ length: WINDOW_SIZE }, () => ({ at: 0, work: 10 }));
    expect(waitingShare([queued(crowd, WINDOW_SIZE).window], WINDOW_SIZE)).toBe(0);
    expect(waitingShare([], 1)).toBe(0);
  });
});

/** First come, first served, by `threads` threads. */
function queued(requests: readonly { readonly at: number; readonly work: number }[], threads: number) {
  const free = Array.from({ length: threads }, () => 0);
  const done = [...requests]
    .sort((a, b) => a.at - b.at)
    .map(({ at, work }) => {
      const began = Math.max(at, Math.min(...free));
      free[free.indexOf(Math.min(...free))] = began + work;
      return { endedAt: began + work, milliseconds: began + work - at, waited: began - at };
    })
    .sort((a, b) => a.endedAt - b.endedAt);
  const open = new OpenWindow();
  const window = done.map((each) => open.add({ ...each, failed: false, cached: false })).at(-1) as TimeWindow;
  const total = (of: (each: (typeof done)[number]) => number) => done.reduce((sum, each) => sum + of(each), 0);
  return { window, waited: total((each) => each.waited), spent: total((each) => each.milliseconds) };
}
