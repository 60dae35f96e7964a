// First: what is imported after it must not have grown the heap.
import '#small-heap';
import { deadLetterTopics } from '#contracts';
import { runWorker, WorkerRuntime } from '#worker';
import { AlertWatch } from './alert-watch';
import { AppModule } from './app.module';
import { MonitorJobs } from './jobs/monitor-jobs';
import { MonitorOutbox } from './monitor-outbox';
import { MonitorStorage } from './monitor-storage';

runWorker({
  name: 'dlq-monitor',
  module: AppModule,
  eventTopics: deadLetterTopics(),
  prepare: async (app, signal) => {
    await app.get(MonitorStorage).prepare(signal, (error) => app.get(WorkerRuntime).waitsFor('the database', error));
    app.get(MonitorOutbox).start();
    app.get(MonitorJobs).start();
    app.get(AlertWatch).start();
  },
});
