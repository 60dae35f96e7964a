import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { join } from 'node:path';
import { Bus } from '#event-bus';
import { EventStore } from '#event-store';
import { WorkerRuntime } from '#worker';
import { PerformanceWatch } from './baselines/performance-watch';
import { intelligenceConfig, type IntelligenceConfig } from './config';
import { Intelligence } from './intelligence';
import { Learning } from './learning/learning';
import type { Job, JobDone } from './threads/jobs';
import { WorkerPool } from './threads/worker-pool';

type Pool = WorkerPool<Job, JobDone>;

/** The service's one bus, one pool of engines, one log; and its store, which is `null` where there is no database. */
@Global()
@Module({
  imports: [ConfigModule.forRoot({ ignoreEnvFile: true, isGlobal: true, load: [intelligenceConfig] })],
  providers: [
    {
      provide: WorkerRuntime,
      inject: [intelligenceConfig.KEY],
      useFactory: ({ service }: IntelligenceConfig) => new WorkerRuntime('intelligence', service),
    },
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
      provide: EventStore,
      inject: [intelligenceConfig.KEY, WorkerRuntime],
      useFactory: ({ database }: IntelligenceConfig, { logger }: WorkerRuntime) =>
        database &&
        new EventStore({
          url: database.url,
          applicationName: 'omninode-intelligence',
          onError: (error) => logger.warn({ error }, 'a database connection broke'),
        }),
    },
    {
      provide: Learning,
      inject: [EventStore, WorkerRuntime],
      useFactory: (store: EventStore | null, { logger, origin }: WorkerRuntime) =>
        new Learning({
          memory: store?.learnedNodes ?? null,
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
    {
      provide: Bus,
      inject: [intelligenceConfig.KEY, WorkerRuntime],
      useFactory: ({ kafka }: IntelligenceConfig, { logger, metrics, origin }: WorkerRuntime) =>
        new Bus({ connection: kafka, group: kafka, origin, log: logger, metrics }),
    },
  ],
  exports: [WorkerRuntime, WorkerPool, EventStore, Learning, Intelligence, Bus],
})
export class RuntimeModule implements OnApplicationShutdown {
  constructor(
    @Inject(WorkerPool) private readonly pool: Pool,
    @Inject(EventStore) private readonly store: EventStore | null,
  ) {}

  /** After the bus has drained. */
  async onApplicationShutdown(): Promise<void> {
    await this.pool.close();
    await this.store?.close();
  }
}
