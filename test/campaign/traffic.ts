import { setTimeout as pause } from 'node:timers/promises';
import { plannedRequests, type PlannedRequest, type TrafficOptions } from './requests';
import type { Setup } from './setup';

const TICK_MS = 25;
/** How many requests of a soak are open at once. */
const SOAK_WINDOW = 300;
const SOAK_REPORT = 10_000;

/** Makes the planned requests and hands them to the producer. */
export class Traffic {
  readonly #setup: Setup;
  readonly #options: TrafficOptions;
  readonly #signal: AbortSignal;

  constructor(setup: Setup, options: TrafficOptions, signal: AbortSignal) {
    this.#setup = setup;
    this.#options = options;
    this.#signal = signal;
  }

  make(request: PlannedRequest): void {
    const { id, kind, operation, key, identified, deserves, answerable } = request;
    const facts = { id, kind, operation, key, identified, deserves, answerable };
    this.#setup.history.write({ type: 'request', at: Date.now(), ...facts });
    this.#setup.producer.publish(request);
  }

  /** Requests come when they are due, whether or not those before them have been answered. */
  async openLoop(lengthMs: number): Promise<void> {
    const started = performance.now();
    const again = new Map<PlannedRequest, number>();
    for (const request of plannedRequests(this.#options)) {
      if (request.dueMs > lengthMs) break;
      while (performance.now() - started < request.dueMs) await this.#pause(TICK_MS);
      this.make(request);
      if (request.againMs !== null) again.set(request, request.againMs);
      this.#publishAgain(again, performance.now() - started);
    }
    this.#publishAgain(again, Infinity);
  }

  /** As fast as they are answered. */
  async soak(total: number, say: (made: number) => void): Promise<void> {
    const { pending, producer } = this.#setup;
    let made = 0;
    for (const request of plannedRequests(this.#options)) {
      if (made++ >= total) break;
      while (pending.open + producer.open > SOAK_WINDOW) await this.#pause(TICK_MS);
      this.make(request);
      if (made % SOAK_REPORT === 0) say(made);
    }
  }

  #publishAgain(again: Map<PlannedRequest, number>, nowMs: number): void {
    for (const [request, dueMs] of again) {
      if (dueMs > nowMs) continue;
      this.#setup.producer.publish(request);
      again.delete(request);
    }
  }

  async #pause(ms: number): Promise<void> {
    await pause(ms, undefined, { signal: this.#signal });
  }
}
