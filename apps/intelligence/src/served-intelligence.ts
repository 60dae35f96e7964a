import { join } from 'node:path';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { PerformanceWatch } from './baselines/performance-watch';
import { intelligenceConfig, type IntelligenceConfig } from './config';
import { Intelligence } from './intelligence';
import { Learning } from './learning/learning';
import { readsRequirements, type Job, type JobDone } from './threads/jobs';
import { WorkerPool } from './threads/worker-pool';

/** The operations as the service does them: on threads of its own, watched. */
@Injectable()
export class ServedIntelligence extends Intelligence implements OnApplicationShutdown {
  constructor(
    @Inject(intelligenceConfig.KEY) { validation }: IntelligenceConfig,
    learning: Learning,
    watch: PerformanceWatch,
  ) {
    const pool = new WorkerPool<Job, JobDone>({
      script: join(__dirname, 'threads', 'worker.js'),
      size: validation.workers,
      workerData: { warmUpChecks: validation.warmUpChecks },
      onlyFirst: readsRequirements,
    });
    super(pool, learning, undefined, watch);
  }

  /** After the bus has drained. */
  onApplicationShutdown(): Promise<void> {
    return this.close();
  }
}
