import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { join } from 'node:path';
import { Bus } from '#event-bus';
import { WorkerRuntime } from '#worker';
import { intelligenceConfig, type IntelligenceConfig } from './config';
import { Intelligence } from './intelligence';
import type { Job, JobOutcome } from './work/jobs';
import { WorkerPool } from './work/worker-pool';

/** The service's one bus, one pool of engines, one log. */
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
      useFactory: ({ validation }: IntelligenceConfig) =>
        new WorkerPool({ script: join(__dirname, 'work', 'worker.js'), size: validation.workers }),
    },
    {
      provide: Intelligence,
      inject: [WorkerPool],
      useFactory: (pool: WorkerPool<Job, JobOutcome>) => new Intelligence(pool),
    },
    {
      provide: Bus,
      inject: [intelligenceConfig.KEY, WorkerRuntime],
      useFactory: ({ kafka }: IntelligenceConfig, { logger, metrics, origin }: WorkerRuntime) =>
        new Bus({ connection: kafka, group: kafka, origin, log: logger, metrics }),
    },
  ],
  exports: [WorkerRuntime, WorkerPool, Intelligence, Bus],
})
export class RuntimeModule implements OnApplicationShutdown {
  constructor(@Inject(WorkerPool) private readonly pool: WorkerPool<Job, JobOutcome>) {}

  /** After the bus has drained. */
  async onApplicationShutdown(): Promise<void> {
    await this.pool.close();
  }
}
