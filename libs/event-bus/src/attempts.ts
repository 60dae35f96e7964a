import { correlationOutside, type InboundRecord } from '#contracts';
import { asError, classifyFailure, StoppedError, type Classify } from './failures';
import type { OutageGate } from './outage-gate';
import { retryDelay, type RetrySchedule } from './retry-schedule';
import type { BusLog, BusMetrics } from './settings';
import { pause } from './signals';

export type Attempt<Result> =
  | { readonly kind: 'done'; readonly result: Result }
  /** `exhausted`: a transient failure that outlived its retries; otherwise retrying would have been pointless. */
  | { readonly kind: 'failed'; readonly error: Error; readonly retries: number; readonly exhausted: boolean };

export interface AttemptParts {
  readonly schedule: RetrySchedule;
  readonly classify: Classify;
  readonly gate: OutageGate;
  readonly random: () => number;
  readonly log: BusLog;
  readonly metrics: BusMetrics;
  readonly signal: AbortSignal;
}

/** Tries one record's work until it succeeds or fails for good; outages are waited out and cost no attempt. */
export class Attempts {
  readonly #parts: AttemptParts;

  constructor(parts: AttemptParts) {
    this.#parts = parts;
  }

  get retries(): number {
    return this.#parts.schedule.retries;
  }

  /** Rejects with `StoppedError` when the worker stops in between. */
  async run<Result>(record: InboundRecord, work: () => Promise<Result>): Promise<Attempt<Result>> {
    const { gate, signal } = this.#parts;
    for (let failures = 0; ;) {
      await gate.untilClosed();
      if (signal.aborted) throw new StoppedError();
      try {
        return { kind: 'done', result: await work() };
      } catch (caught) {
        const error = asError(caught);
        const kind = classifyFailure(caught, this.#parts.classify);
        if (kind === 'permanent') return { kind: 'failed', error, retries: failures, exhausted: false };
        if (kind === 'outage') await gate.wait(caught);
        else if (!(await this.#backOff(record, ++failures, error))) {
          return { kind: 'failed', error, retries: failures - 1, exhausted: true };
        }
      }
    }
  }

  async #backOff(record: InboundRecord, failures: number, error: Error): Promise<boolean> {
    const { schedule, random, log, metrics, signal } = this.#parts;
    const delay = retryDelay(schedule, failures, random());
    if (delay === null) return false;
    const { topic, partition, offset } = record;
    const facts = { topic, partition, offset, correlation_id: correlationOutside(record) };
    log.warn({ ...facts, attempt: failures, delay_ms: delay, error }, 'handling failed; trying again');
    metrics.retried(topic);
    await pause(delay, signal);
    return true;
  }
}
