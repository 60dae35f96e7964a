import { anomalyIn, type Anomaly } from './anomaly';
import { opportunitiesIn, roiOf, type Optimization } from './opportunities';
import { summaryOf, type Summary } from './summary';
import { OpenWindow, type Observation, type TimeWindow } from './time-window';

export type Finding = Anomaly | Optimization | { readonly kind: 'baseline'; readonly summary: Summary };

/** Windows that are remembered. */
export const MAX_WINDOWS = 100;

/** How often the baseline is reported, in windows. */
export const REPORTED_EVERY = 10;

/** This many anomalous windows in a row, all in one direction, are no anomaly any more: the level has moved. */
export const MOVED_AFTER = 5;

/**
 * What one operation normally costs, learned from its own answers. Remembers at most 5,250 times, whatever comes; an
 * observation costs constant time, one that closes a window a pass over a hundred means, one in five hundred a sort.
 */
export class Baseline {
  private readonly open = new OpenWindow();
  private history: TimeWindow[] = [];
  /** Anomalous windows in a row: kept out of the history, so that what is abnormal does not become the measure. */
  private outside: TimeWindow[] = [];
  private direction: Anomaly['direction'] | undefined;
  private closed = 0;
  private told = '';

  /** `threads`: how many answers can be worked on at once. */
  constructor(private readonly threads: number) {}

  /** What there is to say now; nearly always nothing. */
  observe(observation: Observation): readonly Finding[] {
    const window = this.open.add(observation);
    if (window === undefined) return [];
    this.closed += 1;
    const anomaly = anomalyIn(window, this.history, this.threads);
    const moved = anomaly === undefined ? this.accept(window) : this.exclude(window, anomaly.direction);
    const due = moved || this.closed % REPORTED_EVERY === 0;
    return [...(anomaly ? [anomaly] : []), ...(due ? this.tell() : [])];
  }

  private accept(window: TimeWindow): false {
    this.history.push(window);
    if (this.history.length > MAX_WINDOWS) this.history.shift();
    this.outside = [];
    return false;
  }

  /** Keeps an anomalous window out of the baseline; answers whether the level has moved with it. */
  private exclude(window: TimeWindow, direction: Anomaly['direction']): boolean {
    if (this.direction !== direction) this.outside = [];
    this.direction = direction;
    this.outside.push(window);
    if (this.outside.length < MOVED_AFTER) return false;
    this.history = this.outside;
    this.outside = [];
    return true;
  }

  /** The baseline, and what could be better where that is not what was said the last time. */
  private tell(): readonly Finding[] {
    const summary = summaryOf(this.history);
    const opportunities = opportunitiesIn(this.history, summary, this.threads);
    const types = opportunities
      .map(({ type }) => type)
      .sort()
      .join();
    const news = types !== this.told && opportunities.length > 0;
    this.told = types;
    const baseline = { kind: 'baseline', summary } as const;
    return news ? [baseline, { kind: 'optimization', opportunities, roi: roiOf(opportunities) }] : [baseline];
  }
}
