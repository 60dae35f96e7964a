// First: what is imported after it must not have grown the heap.
import '#small-heap';
import { runWorker, WorkerRuntime } from '#worker';
import { AppModule } from './app.module';
import { BridgeStorage } from './bridge-storage';

runWorker({
  name: 'bridge',
  module: AppModule,
  eventTopics: [],
  prepare: (app, signal) =>
    app.get(BridgeStorage).prepare(signal, (error) => app.get(WorkerRuntime).waitsFor('the database', error)),
});
