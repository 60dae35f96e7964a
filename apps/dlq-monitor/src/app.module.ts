import { Module } from '@nestjs/common';
import { classifyDatabaseError } from '#storage';
import { WorkerModule } from '#worker';
import { AlertWatch } from './alert-watch';
import { CollectingController } from './collecting.controller';
import { dlqMonitorConfig } from './config';
import { Decisions } from './decisions';
import { CatalogController } from './http/catalog.controller';
import { DeadLettersController } from './http/dead-letters.controller';
import { JobsController } from './http/jobs.controller';
import { JobRequests } from './jobs/job-requests';
import { MonitorJobs } from './jobs/monitor-jobs';
import { MonitorOutbox } from './monitor-outbox';
import { MonitorStorage } from './monitor-storage';
import { OldPathController } from './http/old-path.controller';
import { RuntimeModule } from './runtime.module';

@Module({
  imports: [
    RuntimeModule,
    WorkerModule.forRoot({
      name: 'dlq-monitor',
      config: dlqMonitorConfig,
      inject: [MonitorStorage],
      bus: (storage: MonitorStorage) => ({
        // Collecting must not lose a record, so what may pass is waited out however long it takes.
        classify: (error) => (classifyDatabaseError(error) === 'permanent' ? 'permanent' : 'outage'),
        probe: () => storage.ping(),
      }),
      checks: (storage: MonitorStorage) => [
        { name: 'database', kinds: ['ready', 'startup'], check: () => storage.health() },
      ],
    }),
  ],
  controllers: [CatalogController, CollectingController, DeadLettersController, JobsController, OldPathController],
  providers: [AlertWatch, Decisions, JobRequests, MonitorJobs, MonitorOutbox],
})
export class AppModule {}
