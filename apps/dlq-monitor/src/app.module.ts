import { Module } from '@nestjs/common';
import { classifyDatabaseError, EventStore } from '#event-store';
import { WorkerModule } from '#worker';
import { AlertWatch } from './alert-watch';
import { CollectingController } from './collecting.controller';
import { dlqMonitorConfig } from './config';
import { Decisions } from './decisions';
import { CatalogController } from './http/catalog.controller';
import { DeadLettersController } from './http/dead-letters.controller';
import { OldPathController } from './http/old-path.controller';
import { RuntimeModule } from './runtime.module';

@Module({
  imports: [
    RuntimeModule,
    WorkerModule.forRoot({
      name: 'dlq-monitor',
      config: dlqMonitorConfig,
      inject: [EventStore],
      bus: (store: EventStore) => ({
        // Collecting must not lose a record, so what may pass is waited out however long it takes.
        classify: (error) => (classifyDatabaseError(error) === 'permanent' ? 'permanent' : 'outage'),
        probe: () => store.ping(),
      }),
      checks: (store: EventStore) => [{ name: 'database', kinds: ['ready', 'startup'], check: () => store.health() }],
    }),
  ],
  controllers: [CatalogController, CollectingController, DeadLettersController, OldPathController],
  providers: [AlertWatch, Decisions],
})
export class AppModule {}
