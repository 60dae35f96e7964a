import '#small-heap';
import { eventTopicsOf } from '#contracts';
import { runWorker } from '#worker';
import { Intelligence } from '#code-intelligence';
import { AppModule } from './app.module';
import { SharedLearning } from './shared-learning';
import { SharedStorage } from './shared-storage';

runWorker({
  name: 'intelligence',
  module: AppModule,
  eventTopics: eventTopicsOf('intelligence'),
  prepare: async (app, signal) => {
    const recall = () => app.get(SharedLearning).recall();
    await Promise.all([app.get(Intelligence).ready(), app.get(SharedStorage).prepare(signal, recall)]);
  },
});
