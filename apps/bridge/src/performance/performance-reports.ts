import { encodeServiceEvent, PERFORMANCE_METRICS_TOPIC, type OutboundRecord } from '#contracts';
import type { Middleware } from '#event-bus';
import type { WorkerRuntime } from '#worker';
import { measuring, PerformanceWindow } from './performance-window';

/** Publishes at regular intervals how the bridge did since the last time. */
export class PerformanceReports {
  readonly middleware: Middleware = measuring(() => this.#window);
  #window: PerformanceWindow;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly runtime: WorkerRuntime,
    private readonly intervalMs: number,
  ) {
    this.#window = new PerformanceWindow(runtime.origin.now());
  }

  start(publish: (records: readonly OutboundRecord[]) => Promise<void>): void {
    this.#timer = setInterval(() => void this.#report(publish), this.intervalMs).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** What cannot be published is not kept: the next report says how things are then. */
  async #report(publish: (records: readonly OutboundRecord[]) => Promise<void>): Promise<void> {
    const { origin, logger } = this.runtime;
    const now = origin.now();
    const ended = this.#window;
    this.#window = new PerformanceWindow(now);
    try {
      await publish([encodeServiceEvent(PERFORMANCE_METRICS_TOPIC, { ...ended.summary(now) }, origin)]);
    } catch (error) {
      logger.warn({ error }, 'performance metrics could not be published');
    }
  }
}
