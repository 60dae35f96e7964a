import { runWorker } from '#worker';
import { AppModule } from './app.module';
import { intelligenceConfig, type IntelligenceConfig } from './config';
import { WorkerPool } from './work/worker-pool';

/** Operations that do not exist yet are not subscribed: their requests wait on their topics. */
runWorker({
  name: 'intelligence',
  module: AppModule,
  service: (app) => app.get<IntelligenceConfig>(intelligenceConfig.KEY).service,
  operations: ['validate', 'mixin'],
  eventTopics: [],
  prepare: (app) => app.get(WorkerPool).ready(),
});
