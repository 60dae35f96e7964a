import {
  Global,
  Inject,
  Module,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Bus, busReadiness } from '#event-bus';
import { EventStore } from '#event-store';
import { WorkerRuntime } from '#worker';
import { bridgeConfig, type BridgeConfig } from './config';
import { Forwarding } from './forwarding/forwarding';

/** The bridge's one store; and what goes to NATS, which is `null` where there is none. */
@Global()
@Module({
  providers: [
    {
      provide: EventStore,
      inject: [bridgeConfig.KEY, WorkerRuntime],
      useFactory: ({ database, inboxRetentionDays }: BridgeConfig, runtime: WorkerRuntime) =>
        new EventStore({
          ...runtime.databaseOptions(database.url),
          owner: 'bridge',
          retention: runtime.retention({ inbox: inboxRetentionDays }),
        }),
    },
    {
      provide: Forwarding,
      inject: [bridgeConfig.KEY, WorkerRuntime],
      useFactory: ({ nats }: BridgeConfig, runtime: WorkerRuntime) =>
        nats === null ? null : new Forwarding(nats, runtime),
    },
  ],
  exports: [EventStore, Forwarding],
})
export class RuntimeModule implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  constructor(
    @Inject(EventStore) private readonly store: EventStore,
    @Inject(Bus) private readonly bus: Bus,
    @Inject(Forwarding) private readonly forwarding: Forwarding | null,
  ) {}

  onApplicationBootstrap(): void {
    this.forwarding?.start(async () => {
      const ready = busReadiness(this.bus);
      return ready.status === 'down' ? ready : this.store.health();
    });
  }

  beforeApplicationShutdown(): void {
    this.forwarding?.stopWatching();
  }

  /** After the bus has drained. */
  async onApplicationShutdown(): Promise<void> {
    await this.forwarding?.close();
    await this.store.close();
  }
}
