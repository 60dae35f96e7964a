import type { INestApplication, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { CustomTransportStrategy } from '@nestjs/microservices';
import type { ServiceConfig } from './config/service-spec';
import { NestLogger } from './logging/nest-logger';
import { runApp } from './run-app';
import { WorkerRuntime } from './worker-runtime';

export interface WorkerOptions {
  readonly name: string;
  /** Must provide `WorkerRuntime`. */
  readonly module: Type;
  readonly service: (app: INestApplication) => ServiceConfig;
  readonly strategy: (app: INestApplication) => CustomTransportStrategy;
  /** What must be done before the first record is taken: migrations, warm-up. The signal says the worker is stopping. */
  readonly prepare: (app: INestApplication, signal: AbortSignal) => Promise<void>;
}

/**
 * Runs one worker as this process: health pages first, so that an orchestrator sees what it waits for, then `prepare`,
 * then the bus. A failed preparation ends the process with one fatal line.
 */
export function runWorker({ name, module, service, strategy, prepare }: WorkerOptions): void {
  runApp({
    name,
    start: async () => {
      // Quiet until our logger stands: what fails before is thrown, and told in one line by `runApp`.
      const app = await NestFactory.create(module, { abortOnError: false, logger: false });
      const { logger } = app.get(WorkerRuntime);
      app.useLogger(new NestLogger(logger));
      app.connectMicroservice({ strategy: strategy(app) });
      const { port, host } = service(app);
      await app.listen(port, host);
      logger.info({ url: await app.getUrl() }, 'listening');
      const stopping = new AbortController();
      const started = prepare(app, stopping.signal).then(async () => {
        if (!stopping.signal.aborted) await app.startAllMicroservices();
      });
      // The caller that awaits it is the stop; until then a failure must not go unheard.
      started.catch((error: unknown) => {
        logger.fatal({ error }, `${name} could not start`);
        process.exit(1);
      });
      return {
        close: async () => {
          stopping.abort();
          await started;
          await app.close();
        },
      };
    },
  });
}
