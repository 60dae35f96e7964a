import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { AppMiddleware, Bus, FailureKind, Inbox as BusInbox } from '#event-bus';
import type { HealthCheck } from '#operations';
import { classifyDatabaseError, Inbox } from '#storage';
import { WorkerPolicy, WorkerRuntime } from '#worker';
import { BridgeStorage } from './bridge-storage';
import { bridgeConfig, type BridgeConfig } from './config';
import { PerformanceReports } from './performance/performance-reports';
import { announceStamping } from './stamping-events/announce';

/** The database. */
@Injectable()
export class BridgePolicy extends WorkerPolicy implements BeforeApplicationShutdown {
  override readonly middleware: AppMiddleware;
  override readonly inbox: BusInbox;
  override readonly checks: readonly HealthCheck[];
  readonly #performance: PerformanceReports;

  constructor(
    private readonly storage: BridgeStorage,
    runtime: WorkerRuntime,
    @Inject(bridgeConfig.KEY) { kafka, performanceSeconds, stampingEvents }: BridgeConfig,
  ) {
    super();
    const inbox = new Inbox(storage.query);
    this.#performance = new PerformanceReports(runtime, performanceSeconds * 1_000);
    this.middleware = {
      around: [this.#performance.middleware],
      within: stampingEvents === null ? [] : [announceStamping(stampingEvents, runtime.origin)],
    };
    this.inbox = {
      finished: (id) => inbox.finished(kafka.groupId, id),
      finish: (id) => inbox.finish(kafka.groupId, id),
    };
    this.checks = [{ name: 'database', kinds: ['ready', 'startup'], check: () => storage.health() }];
  }

  override classify(error: unknown): FailureKind | null {
    return classifyDatabaseError(error);
  }

  override probe(): Promise<void> {
    return this.storage.ping();
  }

  /** Begins to tell on the bus how the bridge does. */
  start(bus: Bus): void {
    this.#performance.start((records) => bus.publisher.records(records));
  }

  beforeApplicationShutdown(): void {
    this.#performance.stop();
  }
}
