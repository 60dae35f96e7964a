import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationShutdown } from '@nestjs/common';
import { busReadiness, type AppMiddleware, type Bus, type FailureKind, type Inbox as BusInbox } from '#event-bus';
import type { HealthCheck } from '#operations';
import { classifyDatabaseError, Inbox } from '#storage';
import { WorkerPolicy, WorkerRuntime } from '#worker';
import { BridgeStorage } from './bridge-storage';
import { bridgeConfig, type BridgeConfig } from './config';
import { Forwarding } from './forwarding/forwarding';
import { OutboxFullError } from './forwarding/outbox';
import { PerformanceReports } from './performance/performance-reports';
import { announceStamping } from './stamping-events/announce';

/** The database, and NATS where there is one. */
@Injectable()
export class BridgePolicy extends WorkerPolicy implements BeforeApplicationShutdown, OnApplicationShutdown {
  override readonly middleware: AppMiddleware;
  override readonly inbox: BusInbox;
  override readonly checks: readonly HealthCheck[];
  readonly #forwarding: Forwarding | null;
  readonly #performance: PerformanceReports;

  constructor(
    private readonly storage: BridgeStorage,
    runtime: WorkerRuntime,
    @Inject(bridgeConfig.KEY) { kafka, nats, performanceSeconds, stampingEvents }: BridgeConfig,
  ) {
    super();
    const inbox = new Inbox(storage.query);
    const forwarding = nats && new Forwarding(nats, runtime);
    this.#forwarding = forwarding;
    this.#performance = new PerformanceReports(runtime, performanceSeconds * 1_000);
    this.middleware = {
      around: [this.#performance.middleware, ...(forwarding ? [forwarding.middleware] : [])],
      within: stampingEvents === null ? [] : [announceStamping(stampingEvents, runtime.origin)],
    };
    this.inbox = {
      finished: (id) => inbox.finished(kafka.groupId, id),
      finish: (id) => inbox.finish(kafka.groupId, id),
    };
    this.checks = [
      { name: 'database', kinds: ['ready', 'startup'], check: () => storage.health() },
      // Never a reason to restart: what waits for NATS waits in this process.
      ...(forwarding ? [{ name: 'nats', kinds: ['ready'], check: () => forwarding.health() } as const] : []),
    ];
  }

  override classify(error: unknown): FailureKind | null {
    return error instanceof OutboxFullError ? 'outage' : classifyDatabaseError(error);
  }

  override async probe(): Promise<void> {
    await this.storage.ping();
    this.#forwarding?.assertRoom();
  }

  /** Begins to tell how the bridge does: on the bus, and NATS when it is not ready. */
  start(bus: Bus): void {
    this.#performance.start((records) => bus.publisher.records(records));
    this.#forwarding?.start(async () => {
      const ready = busReadiness(bus);
      return ready.status === 'down' ? ready : this.storage.health();
    });
  }

  beforeApplicationShutdown(): void {
    this.#performance.stop();
    this.#forwarding?.stopWatching();
  }

  /** After the bus has drained. */
  async onApplicationShutdown(): Promise<void> {
    await this.#forwarding?.close();
  }
}
