// First: what is imported after it must not have grown the heap.
import '#small-heap';
import { eventTopicsOf } from '#contracts';
import { OTHER_TOPICS } from '#event-bus';
import { WorkerJobs, WorkerOutbox, WorkerPersonalData } from '#jobs';
import { runWorker, WorkerRuntime } from '#worker';
import { AlertWatch } from './alerts/alert-watch';
import { Notifier } from './alerts/notifier';
import { AssignGroups } from './assign-groups';
import { AutoRedrive } from './auto-redrive';
import { AppModule } from './app.module';
import { MonitorStorage } from './monitor-storage';
import { RedriveWatch } from './redrive-watch';

runWorker({
  name: 'dlq-monitor',
  module: AppModule,
  eventTopics: [...eventTopicsOf('dlq-monitor'), OTHER_TOPICS],
  prepare: async (app, signal) => {
    await app.get(MonitorStorage).prepare(signal, (error) => app.get(WorkerRuntime).waitsFor('the database', error));
    if (!signal.aborted) await app.get(WorkerPersonalData).prepare();
    app.get(WorkerOutbox).start();
    app.get(WorkerJobs).start();
    app.get(Notifier).start();
    app.get(AlertWatch).start();
    app.get(AssignGroups).start();
    app.get(RedriveWatch).start();
    app.get(AutoRedrive).start();
  },
});
