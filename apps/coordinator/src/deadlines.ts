import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Bus } from '#event-bus';
import { PollingLoop } from '#storage';
import { WorkerRuntime } from '#worker';
import { Coordinator } from './coordinator';
import { CoordinatorStorage } from './coordinator-storage';
import { overdueSagas } from './saga/saga-tables';

const LOOK_EVERY_MS = 500;
const AFTER_FAILURE_MS = 5_000;
const STOP_MS = 500;
const AT_ONCE = 100;
/** Answers that came while nobody listened are heard within this time; a consumer that lives hears twice a second. */
const HEAR_FIRST_MS = 10_000;
const SILENCE_MS = 3_000;

/**
 * Lets sagas know that the time for an answer is over. An answer may be waiting on its topic while this worker starts, or
 * broker or database were away: it is not late for that.
 */
@Injectable()
export class Deadlines extends PollingLoop implements BeforeApplicationShutdown {
  #listeningSince: number | null = null;

  constructor(
    private readonly bus: Bus,
    private readonly storage: CoordinatorStorage,
    private readonly coordinator: Coordinator,
    private readonly runtime: WorkerRuntime,
  ) {
    super(STOP_MS);
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.stop();
  }

  protected async look(): Promise<number> {
    if (!this.#hasHeard()) return LOOK_EVERY_MS;
    try {
      const overdue = await overdueSagas(this.storage.query, this.runtime.origin.now(), AT_ONCE);
      const results = await Promise.allSettled(overdue.map((id) => this.coordinator.hear(id, { type: 'time' })));
      for (const { reason } of results.filter((result) => result.status === 'rejected')) throw reason;
      return overdue.length === AT_ONCE ? 0 : LOOK_EVERY_MS;
    } catch (error) {
      if (!this.stopping.signal.aborted) this.runtime.logger.warn({ error }, 'overdue requests could not be given up');
      return AFTER_FAILURE_MS;
    }
  }

  #hasHeard(): boolean {
    const { joined, outage, silenceMs } = this.bus.condition;
    const now = this.runtime.elapsedMs();
    const isListening = joined && outage === null && silenceMs < SILENCE_MS;
    this.#listeningSince = isListening ? (this.#listeningSince ?? now) : null;
    return this.#listeningSince !== null && now - this.#listeningSince >= HEAR_FIRST_MS;
  }
}
