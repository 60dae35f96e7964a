import { CLOSED, stepBreaker, type BreakerEvent, type BreakerState } from './breaker';
import { asError } from './failures';
import type { BusLog, BusMetrics } from './settings';
import { Bell, pause } from './signals';

/** Drives the breaker with real time: while it is open nothing new begins, and a probe decides when to go on. */
export class OutageGate {
  readonly #probe: () => Promise<void>;
  readonly #log: BusLog;
  readonly #metrics: BusMetrics;
  readonly #signal: AbortSignal;
  readonly #closed = new Bell();
  #state: BreakerState = CLOSED;

  constructor(probe: () => Promise<void>, log: BusLog, metrics: BusMetrics, signal: AbortSignal) {
    this.#probe = probe;
    this.#log = log;
    this.#metrics = metrics;
    this.#signal = signal;
  }

  /** The outage's reason while there is one. */
  get outage(): string | null {
    return this.#state.kind === 'closed' ? null : this.#state.reason;
  }

  /** Reports that a dependency fails everyone, and resolves when work may be tried again, or the worker stops. */
  async wait(error: unknown): Promise<void> {
    const reason = asError(error).message;
    if (this.#state.kind === 'closed') {
      this.#step({ kind: 'outage', reason });
      this.#metrics.breaker(true);
      this.#log.warn({ reason }, 'a dependency is down; waiting for it');
      void this.#recover();
    }
    await this.untilClosed();
  }

  async untilClosed(): Promise<void> {
    if (this.#state.kind !== 'closed' && !this.#signal.aborted) await this.#closed.wait();
  }

  async #recover(): Promise<void> {
    while (this.#state.kind === 'open' && !this.#signal.aborted) {
      await pause(Math.max(1, this.#state.probeAt - performance.now()), this.#signal);
      this.#step({ kind: 'probe-started' });
      if (this.#probing()) await this.#attempt();
    }
    if (this.#state.kind === 'closed') {
      this.#metrics.breaker(false);
      this.#log.info({}, 'the dependency is back');
    }
    this.#closed.ring();
  }

  /** Timers may ring a moment early, and a stop rings them all: then there is no probe to make. */
  #probing(): boolean {
    return this.#state.kind === 'probing';
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
