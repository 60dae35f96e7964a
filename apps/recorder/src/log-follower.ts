import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import { followLog, opening, QUALITY, readLag, readLive, type Followed, type Projection } from '#event-log';
import { WorkerPersonalData } from '#jobs';
import { PollingLoop } from '#storage';
import { WorkerRuntime } from '#worker';
import { RecorderStorage } from './recorder-storage';

/** The projections that the recorder keeps. */
export const FOLLOWED: readonly Projection[] = [QUALITY];

const TOPICS = new Set(FOLLOWED.map(({ topic }) => topic));
const LOOK_EVERY_MS = 1_000;
const STOP_MS = 2_000;

/** Keeps the projections up with the log. Of several recorders one at a time moves each. */
@Injectable()
export class LogFollower extends PollingLoop implements BeforeApplicationShutdown {
  readonly #events: Counter;
  readonly #lag: Gauge;
  readonly #lagSeconds: Gauge;

  constructor(
    private readonly storage: RecorderStorage,
    private readonly personal: WorkerPersonalData,
    private readonly runtime: WorkerRuntime,
  ) {
    super(STOP_MS);
    const about = { labelNames: ['projection'], registers: [runtime.metrics.registry] };
    this.#events = new Counter({
      ...about,
      name: 'omninode_projection_events_total',
      help: 'Events put into a projection by this process; passed_over: those that say nothing that can be kept',
      labelNames: ['projection', 'outcome'],
    });
    this.#lag = new Gauge({
      ...about,
      name: 'omninode_projection_lag_events',
      help: 'Positions of the event log that a projection has not seen, at the last look',
    });
    this.#lagSeconds = new Gauge({
      ...about,
      name: 'omninode_projection_lag_seconds',
      help: 'How long ago the first event that it has not seen was recorded',
    });
    for (const { name } of FOLLOWED) this.#count(name, { applied: 0, passedOver: 0 });
  }

  /** Events of this topic were appended: what is made of them need not wait for the next look. */
  appended(topic: string): void {
    if (TOPICS.has(topic)) this.wake();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.stop();
  }

  protected async look(): Promise<number> {
    for (const projection of FOLLOWED) {
      try {
        await this.#follow(projection);
      } catch (error) {
        if (this.stopping.signal.aborted) break;
        this.runtime.logger.warn({ error, projection: projection.name }, 'a projection did not get on');
      }
    }
    return LOOK_EVERY_MS;
  }

  async #follow(projection: Projection): Promise<void> {
    const { name } = projection;
    for (let isBehind = true; isBehind && !this.stopping.signal.aborted;) {
      const followed = await followLog(this.storage, opening(this.personal, projection));
      if (followed !== null) this.#count(name, followed);
      const live = await readLive(this.storage.query, name);
      if (live === undefined) return;
      const lag = await readLag(this.storage.query, live);
      this.#lag.set({ projection: name }, lag.events);
      this.#lagSeconds.set({ projection: name }, lag.seconds);
      isBehind = followed?.isBehind ?? false;
    }
  }

  #count(projection: string, { applied, passedOver }: Omit<Followed, 'isBehind'>): void {
    this.#events.inc({ projection, outcome: 'applied' }, applied);
    this.#events.inc({ projection, outcome: 'passed_over' }, passedOver);
  }
}
