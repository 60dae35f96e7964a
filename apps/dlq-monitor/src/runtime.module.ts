import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { EventStore } from '#event-store';
import { WorkerRuntime } from '#worker';
import { dlqMonitorConfig, type DlqMonitorConfig } from './config';

/** The monitor's one store. */
@Global()
@Module({
  providers: [
    {
      provide: EventStore,
      inject: [dlqMonitorConfig.KEY, WorkerRuntime],
      useFactory: ({ database, retentionDays }: DlqMonitorConfig, runtime: WorkerRuntime) =>
        new EventStore({
          ...runtime.databaseOptions(database.url),
          owner: 'dlq-monitor',
          retention: runtime.retention({ dead_letters: retentionDays }),
        }),
    },
  ],
  exports: [EventStore],
})
export class RuntimeModule implements OnApplicationShutdown {
  constructor(@Inject(EventStore) private readonly store: EventStore) {}

  /** After the bus has drained. */
  onApplicationShutdown(): Promise<void> {
    return this.store.close();
  }
}
