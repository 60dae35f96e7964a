import { Global, Module } from '@nestjs/common';
import { JobsModule, WorkerPersonalData } from '#jobs';
import { Storage } from '#storage';
import { WorkerModule } from '#worker';
import { AuditCheckpoints } from './audit-checkpoints';
import { recorderConfig } from './config';
import { ReplaysController } from './http/replays.controller';
import { ProjectionsController } from './http/projections.controller';
import { QualityController } from './http/quality.controller';
import { NatsRecording } from './nats-recording';
import { LogFollower } from './log-follower';
import { RecorderJobs } from './recorder-jobs';
import { EventsController } from './http/events.controller';
import { RecorderPolicy } from './recorder-policy';
import { RecorderStorage } from './recorder-storage';
import { Recording } from './recording';
import { RecordingController } from './recording.controller';
import { Erasures } from './erasures';
import { ErasuresController } from './http/erasures.controller';
import { Replays } from './replays';

@Global()
@Module({
  imports: [
    WorkerModule.forRoot({ name: 'recorder', config: recorderConfig, policy: RecorderPolicy }),
    JobsModule.forRoot({ storage: RecorderStorage, handlers: RecorderJobs }),
  ],
  controllers: [
    ErasuresController,
    EventsController,
    ProjectionsController,
    QualityController,
    RecordingController,
    ReplaysController,
  ],
  providers: [
    AuditCheckpoints,
    Erasures,
    LogFollower,
    NatsRecording,
    RecorderJobs,
    WorkerPersonalData,
    RecorderPolicy,
    RecorderStorage,
    Recording,
    { provide: Storage, useExisting: RecorderStorage },
    Replays,
  ],
  exports: [RecorderJobs, RecorderPolicy, RecorderStorage],
})
export class AppModule {}
