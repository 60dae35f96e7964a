import { eventTopicsOf } from '#contracts';
import { OTHER_TOPICS } from '#event-bus';
import { WorkerJobs, WorkerOutbox, WorkerPersonalData } from '#jobs';
import { runWorker, WorkerRuntime } from '#worker';
import { AppModule } from './app.module';
import { AuditCheckpoints } from './audit-checkpoints';
import { LogFollower } from './log-follower';
import { NatsRecording } from './nats-recording';
import { RecorderStorage } from './recorder-storage';

runWorker({
  name: 'recorder',
  module: AppModule,
  eventTopics: [...eventTopicsOf('recorder'), OTHER_TOPICS],
  prepare: async (app, signal) => {
    await app.get(RecorderStorage).prepare(signal, (error) => app.get(WorkerRuntime).waitsFor('the database', error));
    if (!signal.aborted) await app.get(WorkerPersonalData).prepare();
    app.get(WorkerOutbox).start();
    app.get(WorkerJobs).start();
    app.get(LogFollower).start();
    if (!signal.aborted) app.get(NatsRecording).start();
    if (!signal.aborted) app.get(AuditCheckpoints).start();
  },
});
