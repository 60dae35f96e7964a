import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationShutdown } from '@nestjs/common';
import { busReadiness, type AppMiddleware, type Bus, type FailureKind, type Inbox as BusInbox } from '#event-bus';
import type { HealthCheck } from '#operations';
import { classifyDatabaseError, Inbox } from '#storage';
import { WorkerPolicy, WorkerRuntime } from '#worker';
import { BridgeStorage } from './bridge-storage';
import { bridgeConfig, type BridgeConfig } from './config';
import { Forwarding } from './forwarding/forwarding';
import { OutboxFullError } from './forwarding/outbox';

/** The database, and NATS where there is one. */
@Injectable()
export class BridgePolicy extends WorkerPolicy implements BeforeApplicationShutdown, OnApplicationShutdown {
  override readonly middleware: AppMiddleware;
  override readonly inbox: BusInbox;
  override readonly checks: readonly HealthCheck[];
  readonly #forwarding: Forwarding | null;

  constructor(
    private readonly storage: BridgeStorage,
    runtime: WorkerRuntime,
    @Inject(bridgeConfig.KEY) { kafka, nats }: BridgeConfig,
  ) {
    super();
    const inbox = new Inbox(storage.query);
    const forwarding = nats && new Forwarding(nats, runtime);
    this.#forwarding = forwarding;
    this.middleware = { around: forwarding ? [forwarding.middleware] : [] };
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

  /** Connects to NATS and tells it when the worker is not ready: of all it does, only this needs the bus. */
  start(bus: Bus): void {
    this.#forwarding?.start(async () => {
      const ready = busReadiness(bus);
      return ready.status === 'down' ? ready : this.storage.health();
    });
  }

  beforeApplicationShutdown(): void {
    this.#forwarding?.stopWatching();
  }

  /** After the bus has drained. */
  async onApplicationShutdown(): Promise<void> {
    await this.#forwarding?.close();
  }
}
