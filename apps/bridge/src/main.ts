import { BRIDGE_OPERATIONS } from '#contracts';
import { EventStore } from '#event-store';
import { runWorker, WorkerRuntime } from '#worker';
import { AppModule } from './app.module';
import { bridgeConfig, type BridgeConfig } from './config';

runWorker({
  name: 'bridge',
  module: AppModule,
  service: (app) => app.get<BridgeConfig>(bridgeConfig.KEY).service,
  operations: BRIDGE_OPERATIONS,
  eventTopics: [],
  prepare: (app, signal) => {
    const { logger } = app.get(WorkerRuntime);
    return app.get(EventStore).prepare(signal, (error) => logger.warn({ error }, 'waiting for the database'));
  },
});
