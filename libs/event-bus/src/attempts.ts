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
  /** So often a record may meet an outage that others do not meet; default 10. */
  readonly maxOwnOutages?: number;
}

/**
 * When a record has met this many outages that others did not meet, the failure is its own (a locked row, a statement
 * too large for the server). Many, because a server that restarts again and again is no record's fault.
 */
const MAX_OWN_OUTAGES = 10;
const FIRST_OWN_DELAY_MS = 250;
const MAX_OWN_DELAY_MS = 10_000;

/** Tries one record's work until it succeeds or fails for good; outages are waited out and cost no attempt. */
export class Attempts {
  readonly #parts: AttemptParts;

  constructor(parts: AttemptParts) {
    this.#parts = parts;
  }

  /** Rejects with `StoppedError` when the worker stops in between. */
  async run<Result>(record: InboundRecord, work: () => Promise<Result>): Promise<Attempt<Result>> {
    const { gate, signal } = this.#parts;
    let failures = 0;
    let ownOutages = 0;
    for (let turn = await gate.untilClosed(); ;) {
      if (turn === 'stopped' || signal.aborted) throw new StoppedError();
      try {
        const result = await work();
        if (turn === 'trial') gate.tried(null);
        return { kind: 'done', result };
      } catch (caught) {
        const error = asError(caught);
        const kind = classifyFailure(caught, this.#parts.classify);
        if (turn === 'trial') gate.tried(kind === 'outage' ? error : null);
        if (kind === 'permanent') return { kind: 'failed', error, retries: failures, exhausted: false };
        if (kind === 'outage') {
          turn = await gate.wait(error);
          // Another's work succeeded meanwhile, so the dependency fails this record and not everyone.
          if (turn === 'closed' && !(await this.#waitAlone(++ownOutages))) {
            return { kind: 'failed', error, retries: ownOutages - 1, exhausted: true };
          }
          continue;
        }
        if (!(await this.#backOff(record, ++failures, error))) {
          return { kind: 'failed', error, retries: failures - 1, exhausted: true };
        }
        turn = await gate.untilClosed();
      }
    }
  }

  async #waitAlone(outages: number): Promise<boolean> {
    if (outages > (this.#parts.maxOwnOutages ?? MAX_OWN_OUTAGES)) return false;
    const delay = outages === 1 ? 0 : Math.min(MAX_OWN_DELAY_MS, FIRST_OWN_DELAY_MS * 2 ** (outages - 2));
    await pause(delay * this.#parts.random() * 2, this.#parts.signal);
    return true;
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
