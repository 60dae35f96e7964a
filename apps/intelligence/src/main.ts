import { Bus, BusServer } from '#event-bus';
import { runWorker } from '#operations';
import { AppModule } from './app.module';
import { intelligenceConfig, type IntelligenceConfig } from './config';
import { WorkerPool } from './validation/worker-pool';

/** Operations that do not exist yet are not subscribed: their requests wait on their topics. */
runWorker({
  name: 'intelligence',
  module: AppModule,
  service: (app) => app.get<IntelligenceConfig>(intelligenceConfig.KEY).service,
  strategy: (app) => new BusServer(app.get(Bus), { operations: ['validate'], eventTopics: [] }),
  prepare: (app) => app.get(WorkerPool).ready(),
});
