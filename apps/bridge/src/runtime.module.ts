import {
  Global,
  Inject,
  Module,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { Bus, busReadiness } from '#event-bus';
import { classifyDatabaseError, EventStore } from '#event-store';
import { WorkerRuntime } from '#worker';
import { bridgeConfig, type BridgeConfig } from './config';
import { Forwarding } from './forwarding/forwarding';
import { OutboxFullError } from './forwarding/outbox';

/** The bridge's one bus, one store, one log; and what goes to NATS, which is `null` where there is none. */
@Global()
@Module({
  imports: [ConfigModule.forRoot({ ignoreEnvFile: true, isGlobal: true, load: [bridgeConfig] })],
  providers: [
    {
      provide: WorkerRuntime,
      inject: [bridgeConfig.KEY],
      useFactory: ({ service }: BridgeConfig) => new WorkerRuntime('bridge', service),
    },
    {
      provide: EventStore,
      inject: [bridgeConfig.KEY, WorkerRuntime],
      useFactory: ({ database }: BridgeConfig, { logger }: WorkerRuntime) =>
        new EventStore({
          url: database.url,
          applicationName: 'omninode-bridge',
          onError: (error) => logger.warn({ error }, 'a database connection broke'),
        }),
    },
    {
      provide: Forwarding,
      inject: [bridgeConfig.KEY, WorkerRuntime],
      useFactory: ({ nats }: BridgeConfig, runtime: WorkerRuntime) =>
        nats === null ? null : new Forwarding(nats, runtime),
    },
    {
      provide: Bus,
      inject: [bridgeConfig.KEY, WorkerRuntime, EventStore, Forwarding],
      useFactory: (
        { kafka }: BridgeConfig,
        { logger, metrics, origin }: WorkerRuntime,
        store: EventStore,
        forwarding: Forwarding | null,
      ) =>
        new Bus({
          connection: kafka,
          group: kafka,
          origin,
          log: logger,
          metrics,
          classify: (error) => (error instanceof OutboxFullError ? 'outage' : classifyDatabaseError(error)),
          probe: async () => {
            await store.ping();
            forwarding?.assertRoom();
          },
          witness: forwarding?.witness,
          inbox: {
            finished: (id) => store.inbox.finished(kafka.groupId, id),
            finish: (id) => store.inbox.finish(kafka.groupId, id),
          },
        }),
    },
  ],
  exports: [WorkerRuntime, EventStore, Bus, Forwarding],
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
