import '#small-heap';
import { SUBSCRIBED_TOPICS } from '#contracts';
import { runWorker } from '#worker';
import { Intelligence } from '#code-intelligence';
import { AppModule } from './app.module';
import { SharedLearning } from './shared-learning';

runWorker({
  name: 'intelligence',
  module: AppModule,
  eventTopics: SUBSCRIBED_TOPICS,
  prepare: async (app, signal) => {
    await Promise.all([app.get(Intelligence).ready(), app.get(SharedLearning).prepare(signal)]);
  },
});
