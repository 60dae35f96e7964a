import { sum } from './statistics';
import { timesOf, type Summary } from './summary';
import { waitingShare, type TimeWindow } from './time-window';

/** How the operation could be done better, by figures. */
export interface Opportunity {
  readonly type: 'tail' | 'repeats' | 'failures' | 'waiting';
  readonly potential_improvement: string;
  readonly implementation_effort: keyof typeof EFFORT;
  /** Part of what is spent now that would be saved, 0 to 1. */
  readonly gain: number;
}

export interface Optimization {
  readonly kind: 'optimization';
  readonly opportunities: readonly Opportunity[];
  /** Σ gain ÷ effort. */
  readonly roi: number;
}

/** Changing a setting, changing a caller, changing how work is cut. */
const EFFORT = { low: 1, medium: 2, high: 3 } as const;

/** From where an opportunity is worth a word. */
const WORTH = { tailRatio: 20, repeats: 0.3, failures: 0.1, waiting: 0.5 } as const;

/** What these windows show that could be better, the most profitable first. */
export function opportunitiesIn(windows: readonly TimeWindow[], summary: Summary, threads: number): Opportunity[] {
  const found = [tail(windows, summary), repeats(summary), failures(summary), waiting(windows, threads)];
  return found.filter((each) => each !== undefined).sort((a, b) => profit(b) - profit(a));
}

/** The return on all of them together: 0 for none, and more the more is saved by less effort. */
export function roiOf(opportunities: readonly Opportunity[]): number {
  return opportunities.reduce((total, opportunity) => total + profit(opportunity), 0);
}

function profit({ gain, implementation_effort: effort }: Opportunity): number {
  return gain / EFFORT[effort];
}

function tail(windows: readonly TimeWindow[], { p50, p99 }: Summary): Opportunity | undefined {
  const limit = WORTH.tailRatio * p50;
  if (p50 === 0 || p99 < limit) return undefined;
  const times = timesOf(windows);
  const beyond = times.filter((time) => time > limit).reduce((total, time) => total + time - limit, 0);
  const gain = beyond / sum(times);
  return {
    type: 'tail',
    potential_improvement: `p99 is ${Math.round(p99 / p50)} times p50: splitting large inputs saves up to ${percent(gain)} of the time`,
    implementation_effort: 'high',
    gain,
  };
}

function repeats({ repeats: repeated, samples }: Summary): Opportunity | undefined {
  const gain = repeated / (repeated + samples);
  if (!(gain >= WORTH.repeats)) return undefined;
  return {
    type: 'repeats',
    potential_improvement: `${percent(gain)} of the requests ask what was answered before: callers that keep answers need not ask`,
    implementation_effort: 'medium',
    gain,
  };
}

function failures({ failures: failed, samples }: Summary): Opportunity | undefined {
  const gain = samples > 0 ? failed / samples : 0;
  if (gain < WORTH.failures) return undefined;
  return {
    type: 'failures',
    potential_improvement: `${percent(gain)} of the requests are refused or not finished: callers that check languages and sizes first need not ask`,
    implementation_effort: 'medium',
    gain,
  };
}

function waiting(windows: readonly TimeWindow[], threads: number): Opportunity | undefined {
  const gain = waitingShare(windows, threads);
  if (gain < WORTH.waiting) return undefined;
  return {
    type: 'waiting',
    potential_improvement: `requests wait for a worker thread at least ${percent(gain)} of their time: more than ${threads} threads shorten that`,
    implementation_effort: 'low',
    gain,
  };
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
