// First: what is imported after it must not have grown the heap.
import '#small-heap';
import { deadLetterTopics } from '#contracts';
import { EventStore } from '#event-store';
import { runWorker, WorkerRuntime } from '#worker';
import { AlertWatch } from './alert-watch';
import { AppModule } from './app.module';

runWorker({
  name: 'dlq-monitor',
  module: AppModule,
  eventTopics: deadLetterTopics(),
  prepare: async (app, signal) => {
    await app.get(EventStore).prepare(signal, (error) => app.get(WorkerRuntime).waitsFor('the database', error));
    app.get(AlertWatch).start();
  },
});
