import { deadLetterTopics } from '#contracts';
import { EventStore } from '#event-store';
import { runWorker, WorkerRuntime } from '#worker';
import { AlertWatch } from './alert-watch';
import { AppModule } from './app.module';

runWorker({
  name: 'dlq-monitor',
  module: AppModule,
  operations: [],
  eventTopics: deadLetterTopics(),
  prepare: async (app, signal) => {
    const { logger } = app.get(WorkerRuntime);
    await app.get(EventStore).prepare(signal, (error) => logger.warn({ error }, 'waiting for the database'));
    app.get(AlertWatch).start();
  },
});
