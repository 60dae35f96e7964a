import * as fc from 'fast-check';
import { OperationTimes } from './operation-times';

const timesOf = (times: readonly number[]): OperationTimes => {
  const kept = new OperationTimes();
  for (const time of times) kept.record(time, time > 1_000);
  return kept;
};

describe('the times of an operation', () => {
  it('have percentiles by nearest rank, at most a half percent and a microsecond off', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.001, max: 600_000, noNaN: true }), { minLength: 1, maxLength: 300 }),
        (times) => {
          const sorted = times.toSorted((a, b) => a - b);
          const summary = timesOf(times).summary();
          for (const [share, found] of [
            [0.5, summary.p50_ms],
            [0.95, summary.p95_ms],
            [0.99, summary.p99_ms],
          ] as const) {
            const exact = sorted[Math.ceil(sorted.length * share) - 1]!;
            expect(Math.abs(found - exact)).toBeLessThanOrEqual(exact * 0.005 + 0.001);
          }
          expect([summary.count, summary.errors]).toEqual([times.length, times.filter((one) => one > 1_000).length]);
        },
      ),
    );
  });

  it('are zeros where there are none', () => {
    expect(new OperationTimes().summary()).toEqual({ count: 0, errors: 0, p50_ms: 0, p95_ms: 0, p99_ms: 0 });
  });
});
