import type { INestApplication } from '@nestjs/common';
import { SUBSCRIBED_TOPICS } from '#contracts';
import { Storage } from '#storage';
import { runWorker, WorkerRuntime } from '#worker';
import { AppModule } from './app.module';
import { Learning } from './learning/learning';
import { WorkerPool } from './threads/worker-pool';

runWorker({
  name: 'intelligence',
  module: AppModule,
  eventTopics: SUBSCRIBED_TOPICS,
  prepare: async (app, signal) => {
    await Promise.all([app.get(WorkerPool).ready(), recall(app, signal)]);
  },
});

/** What was learned before. A database that is away costs that, and no answer: the tables are tried again at the next start. */
async function recall(app: INestApplication, signal: AbortSignal): Promise<void> {
  const storage = app.get<Storage | null>(Storage);
  const runtime = app.get(WorkerRuntime);
  if (storage === null) return;
  const impatient = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
  try {
    await storage.prepare(impatient, (error) => runtime.waitsFor('the database', error));
    if (!impatient.aborted) await app.get(Learning).recall();
  } catch (error) {
    runtime.logger.warn({ error }, 'what was learned before is not known');
  }
}

const PATIENCE_MS = 10_000;
