/** Of durations, in milliseconds; percentiles by the nearest rank. */
export interface Durations {
  readonly avg: number;
  readonly min: number;
  readonly max: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** `null` where there are none. */
export function durationsOf(milliseconds: readonly number[]): Durations | null {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const [min, max] = [sorted[0], sorted.at(-1)];
  if (min === undefined || max === undefined) return null;
  const rank = (share: number): number => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? max;
  const avg = sorted.reduce((sum, one) => sum + one, 0) / sorted.length;
  return { avg, min, max, p50: rank(0.5), p95: rank(0.95), p99: rank(0.99) };
}

export type Severity = 'critical' | 'high' | 'medium';

/** The guide's: above so many milliseconds. */
const SEVERITIES: readonly (readonly [Severity, number])[] = [
  ['critical', 5_000],
  ['high', 2_000],
  ['medium', 1_000],
];

/** `null` for what takes no longer than it may. */
export function severityOf(milliseconds: number): Severity | null {
  return SEVERITIES.find(([, above]) => milliseconds > above)?.[0] ?? null;
}
