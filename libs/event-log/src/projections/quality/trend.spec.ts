import { assessmentOf } from './assessment.fixture';
import { evolve, type QualityState } from './evolve';
import { trendOf } from './trend';

const DAY = 86_400_000;

/** Of days after noon and scores. */
function trendFor(...facts: readonly (readonly [day: number, score: number])[]) {
  const state = facts.reduce<QualityState | undefined>(
    (known, [day, score], index) => evolve(known, assessmentOf(index + 1, score, day * DAY)),
    undefined,
  );
  return trendOf(state?.recent ?? []);
}

describe('a trend', () => {
  it('is the slope of the line with the least squares, in score a day', () => {
    // By hand: mean day 4/3, mean score 0.6; Σ(t−t̄)(s−s̄) = 0.5, Σ(t−t̄)² = 14/3.
    const trend = trendFor([0, 0.5], [1, 0.5], [3, 0.8]);
    expect(trend).toMatchObject({ direction: 'rising', assessments: 3 });
    expect(trend.per_day).toBeCloseTo(0.5 / (14 / 3), 12);
    expect(trend.change).toBeCloseTo((3 * 0.5) / (14 / 3), 12);
  });

  it.each([
    ['falling', [0, 0.9] as const, [2, 0.4] as const],
    ['steady', [0, 0.9] as const, [2, 0.905] as const],
    ['rising', [0, 0.9] as const, [0.001, 0.95] as const],
  ])('is %s by what the line gains over all of them, however long that took', (direction, one, other) => {
    expect(trendFor(one, other).direction).toBe(direction);
  });

  it('is none of one assessment, nor of one instant', () => {
    const unknown = { direction: 'unknown', per_day: null, change: null };
    expect(trendFor([0, 0.5])).toEqual({ ...unknown, assessments: 1 });
    expect(trendFor([0, 0.5], [0, 0.9])).toEqual({ ...unknown, assessments: 2 });
  });

  it('is made of the last twenty', () => {
    const old = Array.from({ length: 20 }, (_, day) => [day, 1] as const);
    const last = Array.from({ length: 20 }, (_, day) => [100 + day, 0.5] as const);
    expect(trendFor(...old, ...last)).toEqual({ direction: 'steady', per_day: 0, change: 0, assessments: 20 });
  });
});
