import { deviation, mean, percentile } from './statistics';
import { summaryOf, type Summary } from './summary';
import { waitingShare, type TimeWindow } from './time-window';

export interface Cause {
  readonly cause: string;
  /** How much of the window it accounts for, 0 to 1. */
  readonly confidence: number;
  readonly evidence: string;
}

/** A window whose mean is far from what it normally is. */
export interface Anomaly {
  readonly kind: 'anomaly';
  readonly direction: 'slower' | 'faster';
  /** At least `ANOMALOUS` in size, and positive where it is slower. */
  readonly z: number;
  /** The window's mean by the normal one. */
  readonly factor: number;
  readonly normal: Summary;
  readonly window: Summary;
  readonly causes: readonly Cause[];
}

/** Standard deviations from the normal mean; of a normal distribution 1 in 370 lies beyond. */
export const ANOMALOUS = 3;

/** Windows before which nothing is called normal. */
export const ENOUGH_WINDOWS = 10;

/** A spread smaller than these is luck: 5 % of the mean, and what the timer and the scheduler blur. */
const LEAST_SPREAD = { share: 0.05, milliseconds: 0.05 } as const;

/** A cause is named when it accounts for this much more of the window than it normally does. */
const REMARKABLE = 0.2;

/** How far a window's mean is from the mean of the others', in standard deviations that have a floor. */
export function zScore(value: number, normal: Pick<Summary, 'mean' | 'deviation'>): number {
  const spread = Math.max(normal.deviation, LEAST_SPREAD.share * normal.mean, LEAST_SPREAD.milliseconds);
  return (value - normal.mean) / spread;
}

/** The anomaly a window is beside those before it; `undefined` when it is none, or they are too few to tell. */
export function anomalyIn(window: TimeWindow, before: readonly TimeWindow[], threads: number): Anomaly | undefined {
  if (before.length < ENOUGH_WINDOWS) return undefined;
  const means = before.map((each) => each.mean);
  const z = zScore(window.mean, { mean: mean(means), deviation: deviation(means) });
  if (Math.abs(z) < ANOMALOUS) return undefined;
  const normal = summaryOf(before);
  return {
    kind: 'anomaly',
    direction: z > 0 ? 'slower' : 'faster',
    z,
    factor: normal.mean > 0 ? window.mean / normal.mean : 1,
    normal,
    window: summaryOf([window]),
    causes: z > 0 ? causesOf(window, before, normal, threads) : [],
  };
}

function causesOf(window: TimeWindow, before: readonly TimeWindow[], normal: Summary, threads: number): Cause[] {
  const waited = waitingShare([window], threads);
  const failed = window.failures / window.times.length;
  const few = shareOfFew(window, normal);
  return [
    { cause: 'waiting', confidence: waited, more: waited - waitingShare(before, threads) },
    { cause: 'failures', confidence: failed, more: failed - normal.failures / normal.samples },
    { cause: 'few_slow_answers', confidence: few, more: few },
  ]
    .filter(({ more }) => more >= REMARKABLE)
    .map(({ cause, confidence }) => ({ cause, confidence, evidence: EVIDENCE[cause]?.(confidence) ?? '' }));
}

const EVIDENCE: Readonly<Record<string, (share: number) => string>> = {
  waiting: (share) => `at least ${percent(share)} of the time requests waited for a worker thread`,
  failures: (share) => `${percent(share)} were refused or not finished`,
  few_slow_answers: (share) => `the slowest 5 % of the answers account for ${percent(share)} of what was added`,
};

/** What part of the added time goes away when the slowest answers, at most 5 %, take as long as the rest. */
function shareOfFew({ times, mean: slow }: TimeWindow, normal: Summary): number {
  const rest = times.subarray(0, Math.floor(times.length * 0.95));
  const added = slow - normal.mean;
  const without = added > 0 ? (slow - mean(rest)) / added : 0;
  // Where all are slow the slowest are no cause, however much slower they are.
  return percentile(rest, 0.5) > normal.p95 ? 0 : Math.min(1, Math.max(0, without));
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
