// First: what is imported after it must not have grown the heap.
import '#small-heap';
import { eventTopicsOf } from '#contracts';
import { WorkerOutbox, WorkerPersonalData } from '#jobs';
import { runWorker, WorkerRuntime } from '#worker';
import { AppModule } from './app.module';
import { CoordinatorStorage } from './coordinator-storage';
import { Deadlines } from './deadlines';

runWorker({
  name: 'coordinator',
  module: AppModule,
  eventTopics: eventTopicsOf('coordinator'),
  prepare: async (app, signal) => {
    await app
      .get(CoordinatorStorage)
      .prepare(signal, (error) => app.get(WorkerRuntime).waitsFor('the database', error));
    if (!signal.aborted) await app.get(WorkerPersonalData).prepare();
    app.get(WorkerOutbox).start();
    app.get(Deadlines).start();
  },
});
