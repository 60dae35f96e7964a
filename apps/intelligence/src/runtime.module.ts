import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { join } from 'node:path';
import { Bus } from '#event-bus';
import { Storage } from '#storage';
import { WorkerRuntime } from '#worker';
import { PerformanceWatch } from './baselines/performance-watch';
import { intelligenceConfig, type IntelligenceConfig } from './config';
import { Intelligence } from './intelligence';
import { learnedNodes } from './learning/learned-nodes';
import { LEARNED_NODES } from './learning/learned-nodes-module';
import { Learning } from './learning/learning';
import type { Job, JobDone } from './threads/jobs';
import { WorkerPool } from './threads/worker-pool';

type Pool = WorkerPool<Job, JobDone>;

/** What the service keeps in PostgreSQL. */
export const INTELLIGENCE_MODULES = [LEARNED_NODES];

/** The service's one pool of engines, and what it learned; its storage is `null` where there is no database. */
@Global()
@Module({
  providers: [
    {
      provide: WorkerPool,
      inject: [intelligenceConfig.KEY],
      useFactory: ({ validation }: IntelligenceConfig): Pool =>
        new WorkerPool({
          script: join(__dirname, 'threads', 'worker.js'),
          size: validation.workers,
          workerData: { warmUpChecks: validation.warmUpChecks },
        }),
    },
    {
      provide: Storage,
      inject: [intelligenceConfig.KEY, WorkerRuntime],
      useFactory: ({ database }: IntelligenceConfig, runtime: WorkerRuntime) =>
        database &&
        new Storage({
          ...runtime.databaseOptions(database.url),
          modules: INTELLIGENCE_MODULES,
          retention: runtime.retention({}),
        }),
    },
    {
      provide: Learning,
      inject: [Storage, WorkerRuntime],
      useFactory: (storage: Storage | null, { logger, origin }: WorkerRuntime) =>
        new Learning({
          memory: storage && learnedNodes(storage.query),
          now: origin.now,
          onError: (error) => logger.warn({ error }, 'learned nodes are not shared'),
        }),
    },
    {
      provide: Intelligence,
      inject: [WorkerPool, Learning, PerformanceWatch],
      useFactory: (pool: Pool, learning: Learning, watch: PerformanceWatch) =>
        new Intelligence(pool, learning, undefined, watch),
    },
    {
      provide: PerformanceWatch,
      inject: [intelligenceConfig.KEY, Bus, WorkerRuntime],
      useFactory: (
        { validation }: IntelligenceConfig,
        { publisher }: Bus,
        { logger, origin }: WorkerRuntime,
      ): PerformanceWatch =>
        new PerformanceWatch({
          now: () => performance.now(),
          threads: validation.workers,
          origin,
          publish: (records) => publisher.records(records),
          log: logger,
        }),
    },
  ],
  exports: [WorkerPool, Storage, Learning, Intelligence],
})
export class RuntimeModule implements OnApplicationShutdown {
  constructor(
    @Inject(WorkerPool) private readonly pool: Pool,
    @Inject(Storage) private readonly storage: Storage | null,
  ) {}

  /** After the bus has drained. */
  async onApplicationShutdown(): Promise<void> {
    await this.pool.close();
    await this.storage?.close();
  }
}
