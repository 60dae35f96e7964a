import { Global, Module } from '@nestjs/common';
import { SessionController } from '#http';
import { ErasedSubjectsController, JobsModule, WorkerPersonalData } from '#jobs';
import { Storage } from '#storage';
import { WorkerModule } from '#worker';
import { AlertWatch } from './alerts/alert-watch';
import { AlertsController } from './alerts/alerts.controller';
import { Notifier } from './alerts/notifier';
import { AssignGroups } from './assign-groups';
import { AutoRedrive } from './auto-redrive';
import { CollectingController } from './collecting.controller';
import { dlqMonitorConfig } from './config';
import { CONSOLE } from './console-site';
import { Decisions } from './decisions';
import { Edits } from './edits';
import { HookEventsController } from './hook-events/hook-events.controller';
import { CatalogController } from './http/catalog.controller';
import { CreateJobController } from './http/create-job.controller';
import { DeadLettersController } from './http/dead-letters.controller';
import { GroupsController } from './http/groups.controller';
import { ImportController } from './http/import.controller';
import { OldPathController } from './http/old-path.controller';
import { RehearsalsController } from './http/rehearsals.controller';
import { OverviewController } from './http/overview.controller';
import { RecorderController } from './http/recorder.controller';
import { WorkersController } from './http/workers.controller';
import { MonitorJobs } from './jobs/monitor-jobs';
import { Recorder } from './recorder';
import { MonitorPolicy } from './monitor-policy';
import { MonitorStorage } from './monitor-storage';
import { RedriveWatch } from './redrive-watch';
import { Rehearsals } from './rehearsals/rehearsals';
import { ReturnedRecords } from './returned-records';
import { StatusChanges } from './status-changes';

@Global()
@Module({
  imports: [
    WorkerModule.forRoot({ name: 'dlq-monitor', config: dlqMonitorConfig, policy: MonitorPolicy, site: CONSOLE }),
    JobsModule.forRoot({ storage: MonitorStorage, handlers: MonitorJobs }),
  ],
  controllers: [
    AlertsController,
    CatalogController,
    CollectingController,
    CreateJobController,
    // Before the verbs of `DeadLettersController`.
    ImportController,
    RehearsalsController,
    DeadLettersController,
    ErasedSubjectsController,
    GroupsController,
    HookEventsController,
    OldPathController,
    OverviewController,
    RecorderController,
    SessionController,
    WorkersController,
  ],
  providers: [
    AlertWatch,
    AssignGroups,
    AutoRedrive,
    Decisions,
    Edits,
    MonitorJobs,
    WorkerPersonalData,
    MonitorPolicy,
    MonitorStorage,
    Notifier,
    RedriveWatch,
    Rehearsals,
    ReturnedRecords,
    StatusChanges,
    Recorder,
    { provide: Storage, useExisting: MonitorStorage },
  ],
  exports: [MonitorJobs, MonitorPolicy, MonitorStorage, StatusChanges],
})
export class AppModule {}
