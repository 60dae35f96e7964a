import { CLOSED, stepBreaker, type BreakerEvent, type BreakerState } from './breaker';
import { asError } from './failures';
import type { BusLog, BusMetrics } from './settings';
import { pause } from './signals';

/** How an outage ended for one that waited: `trial`: it may try now, alone; `closed`: another's trial succeeded. */
export type Turn = 'trial' | 'closed' | 'stopped';

/**
 * Drives the breaker with real time. While it is open nothing new begins. When the dependency answers a probe, one of
 * those who wait tries its work: only when that succeeds do the others go on. A probe alone would not do: a database
 * that is read-only, full or locked answers it and fails everyone.
 */
export class OutageGate {
  readonly #probe: () => Promise<void>;
  readonly #log: BusLog;
  readonly #metrics: Pick<BusMetrics, 'breaker'>;
  readonly #signal: AbortSignal;
  readonly #waiting: ((turn: Turn) => void)[] = [];
  #state: BreakerState = CLOSED;

  constructor(probe: () => Promise<void>, log: BusLog, metrics: Pick<BusMetrics, 'breaker'>, signal: AbortSignal) {
    this.#probe = probe;
    this.#log = log;
    this.#metrics = metrics;
    this.#signal = signal;
    signal.addEventListener('abort', () => this.#letGo('stopped'), { once: true });
  }

  /** The outage's reason while there is one. */
  get outage(): string | null {
    return this.#state.kind === 'closed' ? null : this.#state.reason;
  }

  /** Reports that a dependency fails everyone, and resolves when the caller may try again, or the worker stops. */
  async wait(error: unknown): Promise<Turn> {
    const reason = asError(error).message;
    if (this.#state.kind === 'closed') {
      this.#step({ kind: 'outage', reason });
      this.#metrics.breaker(true);
      this.#log.warn({ reason }, 'a dependency is down; waiting for it');
      void this.#recover();
    }
    return this.#turn();
  }

  /** Resolves at once while there is no outage. */
  async untilClosed(): Promise<Turn> {
    return this.#state.kind === 'closed' ? 'closed' : this.#turn();
  }

  /** What a trial showed: nothing of the dependency's failing, or that it fails still. */
  tried(error: unknown): void {
    this.#step(error === null ? { kind: 'trial-succeeded' } : { kind: 'trial-failed', reason: asError(error).message });
    if (this.#state.kind === 'closed') {
      this.#metrics.breaker(false);
      this.#log.info({}, 'the dependency is back');
      this.#letGo('closed');
    } else void this.#recover();
  }

  #turn(): Promise<Turn> {
    if (this.#signal.aborted) return Promise.resolve('stopped');
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #letGo(turn: Turn): void {
    for (const resolve of this.#waiting.splice(0)) resolve(turn);
  }

  async #recover(): Promise<void> {
    while (this.#state.kind === 'open' && !this.#signal.aborted) {
      await pause(Math.max(1, this.#state.probeAt - performance.now()), this.#signal);
      this.#step({ kind: 'probe-started' });
      if (this.#is('probing')) await this.#attempt();
    }
    // Those who wait take turns, the longest first: one record may fail alone.
    if (this.#is('trial')) this.#waiting.shift()?.('trial');
  }

  /** Timers may ring a moment early, and a stop rings them all: then there is no probe to make. */
  #is(kind: BreakerState['kind']): boolean {
    return this.#state.kind === kind;
  }

  async #attempt(): Promise<void> {
    try {
      await this.#probe();
      this.#step({ kind: 'probe-succeeded' });
    } catch (error) {
      this.#step({ kind: 'probe-failed', reason: asError(error).message });
    }
  }

  #step(event: BreakerEvent): void {
    this.#state = stepBreaker(this.#state, event, performance.now());
  }
}
