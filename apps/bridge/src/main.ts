// First: what is imported after it must not have grown the heap.
import '#small-heap';
import { eventTopicsOf } from '#contracts';
import { WorkerOutbox, WorkerPersonalData } from '#jobs';
import { runWorker, WorkerRuntime } from '#worker';
import { AppModule } from './app.module';
import { BridgeStorage } from './bridge-storage';

runWorker({
  name: 'bridge',
  module: AppModule,
  eventTopics: eventTopicsOf('bridge'),
  prepare: async (app, signal) => {
    await app.get(BridgeStorage).prepare(signal, (error) => app.get(WorkerRuntime).waitsFor('the database', error));
    if (signal.aborted) return;
    await app.get(WorkerPersonalData).prepare();
    app.get(WorkerOutbox).start();
  },
});
