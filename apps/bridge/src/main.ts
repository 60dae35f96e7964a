// First: what is imported after it must not have grown the heap.
import '#small-heap';
import { EventStore } from '#event-store';
import { runWorker, WorkerRuntime } from '#worker';
import { AppModule } from './app.module';

runWorker({
  name: 'bridge',
  module: AppModule,
  eventTopics: [],
  prepare: (app, signal) =>
    app.get(EventStore).prepare(signal, (error) => app.get(WorkerRuntime).waitsFor('the database', error)),
});
