import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { Bus } from '#event-bus';
import { classifyDatabaseError, EventStore } from '#event-store';
import { WorkerRuntime } from '#operations';
import { bridgeConfig, type BridgeConfig } from './config';

/** The bridge's one bus, one store, one log. */
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
      provide: Bus,
      inject: [bridgeConfig.KEY, WorkerRuntime, EventStore],
      useFactory: ({ kafka }: BridgeConfig, { logger, metrics, origin }: WorkerRuntime, store: EventStore) =>
        new Bus({
          connection: kafka,
          group: kafka,
          origin,
          log: logger,
          metrics,
          classify: classifyDatabaseError,
          probe: () => store.ping(),
          inbox: {
            finished: (id) => store.inbox.finished(kafka.groupId, id),
            finish: (id) => store.inbox.finish(kafka.groupId, id),
          },
        }),
    },
  ],
  exports: [WorkerRuntime, EventStore, Bus],
})
export class RuntimeModule implements OnApplicationShutdown {
  constructor(@Inject(EventStore) private readonly store: EventStore) {}

  /** After the bus has drained. */
  onApplicationShutdown(): Promise<void> {
    return this.store.close();
  }
}
