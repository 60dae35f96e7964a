import { once } from 'node:events';
import type { Server } from 'node:http';
import type { INestApplication, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { operationsServedBy, requestNameOf, type Worker } from '#contracts';
import { Bus } from '#event-bus';
import { BusServer } from './bus-server';
import { LogLevels } from './log-level';
import { BoundedHttpAdapter, OpenApi } from '#http';
import { NestLogger, runApp } from '#operations';
import { startTracing, stopTracing } from '#tracing';
import { SchemaRegistration } from './schema-registration';
import { ServiceLife } from './service-life';
import { WorkerRuntime } from './worker-runtime';

export interface WorkerOptions {
  readonly name: Worker;
  /** Must import `WorkerModule`. */
  readonly module: Type;
  /** Topics it takes in besides the requests of the operations it serves. */
  readonly eventTopics: readonly string[];
  /** What must be done before the first record is taken: migrations, warm-up. The signal says the worker is stopping. */
  readonly prepare: (app: INestApplication, signal: AbortSignal) => Promise<void>;
}

/** For answers that are on their way when a worker stops; a page that hangs, or a slow reader, holds nothing up. */
const LAST_ANSWERS_MS = 1_000;

/** What is left of a stop's 10 s when all else has taken its time. */
const LAST_SPANS_MS = 1_000;

/**
 * Runs one worker as this process: health pages first, so that an orchestrator sees what it waits for, then `prepare`,
 * then the bus. A failed preparation ends the process with one fatal line. SIGUSR2 switches debugging lines on and off.
 */
export function runWorker({ name, module, eventTopics, prepare }: WorkerOptions): void {
  const operations = operationsServedBy(name);
  runApp({
    name,
    start: async () => {
      // Quiet until our logger stands: what fails before is thrown, and told in one line by `runApp`.
      const app = await NestFactory.create(module, new BoundedHttpAdapter(), {
        abortOnError: false,
        logger: false,
        bodyParser: false,
      });
      const runtime = app.get(WorkerRuntime);
      const { logger, config } = runtime;
      app.useLogger(new NestLogger(logger));
      startTracing(runtime.tracing());
      app.get(OpenApi).describe(app);
      process.on('SIGUSR2', () => app.get(LogLevels).toggle());
      await runtime.step('listen', () => app.listen(config.port, config.host));
      const url = await app.getUrl();
      logger.info({ url }, 'listening');
      // Compiles every check, half a second: after the pages are there, and while threads of the worker warm up.
      app.connectMicroservice({ strategy: new BusServer(app.get(Bus), { operations, eventTopics }) });
      runtime.serves(Number(new URL(url).port), operations.map(requestNameOf));
      const stopping = new AbortController();
      const stopped = once(stopping.signal, 'abort');
      const started = runtime
        // Whatever it waits for, a worker that stops does not.
        .step('prepare', () => Promise.race([prepare(app, stopping.signal), stopped]))
        .then(async () => {
          if (stopping.signal.aborted) return;
          await runtime.step('consume', () => app.startAllMicroservices());
          app.get(SchemaRegistration).begin();
          app.get(ServiceLife).begin();
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
          cutConnections(app);
          await app.close();
          await stopTracing(LAST_SPANS_MS);
        },
      };
    },
  });
}

function cutConnections(app: INestApplication): void {
  const server = app.getHttpServer() as Server;
  setTimeout(() => server.closeAllConnections(), LAST_ANSWERS_MS).unref();
}
