import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { Bus } from '#event-bus';
import { EventStore } from '#event-store';
import { WorkerRuntime } from '#worker';
import { dlqMonitorConfig, type DlqMonitorConfig } from './config';

/** The monitor's one bus, one store, one log. */
@Global()
@Module({
  imports: [ConfigModule.forRoot({ ignoreEnvFile: true, isGlobal: true, load: [dlqMonitorConfig] })],
  providers: [
    {
      provide: WorkerRuntime,
      inject: [dlqMonitorConfig.KEY],
      useFactory: ({ service }: DlqMonitorConfig) => new WorkerRuntime('dlq-monitor', service),
    },
    {
      provide: EventStore,
      inject: [dlqMonitorConfig.KEY, WorkerRuntime],
      useFactory: ({ database }: DlqMonitorConfig, { logger }: WorkerRuntime) =>
        new EventStore({
          url: database.url,
          applicationName: 'omninode-dlq-monitor',
          onError: (error) => logger.warn({ error }, 'a database connection broke'),
        }),
    },
    {
      provide: Bus,
      inject: [dlqMonitorConfig.KEY, WorkerRuntime, EventStore],
      useFactory: ({ kafka }: DlqMonitorConfig, { logger, metrics, origin }: WorkerRuntime, store: EventStore) =>
        new Bus({
          connection: kafka,
          group: kafka,
          origin,
          log: logger,
          metrics,
          // Collecting must not lose a record: whatever the database objects to is waited out, never dead-lettered again.
          classify: () => 'outage',
          probe: () => store.ping(),
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
