import type { QualityPoint } from './evolve';

export const DIRECTIONS = ['rising', 'steady', 'falling', 'unknown'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** Where a quality is going. */
export interface Trend {
  /** `unknown`: all of it is of one instant. */
  readonly direction: Direction;
  /** Score a day: slope of the straight line with the least squares. */
  readonly per_day: number | null;
  /** Score: what the line gains from the first of the points to the last. */
  readonly change: number | null;
  /** Points that it was made of. */
  readonly assessments: number;
}

const DAY_MS = 86_400_000;
/** Scores come in thousandths; what the line gains less than this is noise. */
const STEADY_WITHIN = 0.01;

/**
 * Ordinary least squares of score over time (NIST/SEMATECH e-Handbook of Statistical Methods, 4.4.3.1): slope =
 * Σ(t − t̄)(s − s̄) ÷ Σ(t − t̄)².
 */
export function trendOf(points: readonly QualityPoint[]): Trend {
  // From the first on, or the sums would lose the milliseconds.
  const begin = Date.parse(points[0]?.at ?? '');
  const days = points.map(({ at }) => (Date.parse(at) - begin) / DAY_MS);
  const [meanDay, meanScore] = [mean(days), mean(points.map(({ score }) => score))];
  const spread = sum(days.map((day) => (day - meanDay) ** 2));
  if (spread === 0) return { direction: 'unknown', per_day: null, change: null, assessments: points.length };
  const per_day = sum(points.map(({ score }, index) => (days[index]! - meanDay) * (score - meanScore))) / spread;
  const change = per_day * Math.max(...days);
  return { direction: directionOf(change), per_day, change, assessments: points.length };
}

function directionOf(change: number): Direction {
  if (Math.abs(change) < STEADY_WITHIN) return 'steady';
  return change > 0 ? 'rising' : 'falling';
}

function mean(numbers: readonly number[]): number {
  return sum(numbers) / numbers.length;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
