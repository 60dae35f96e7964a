import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import {
  Intelligence,
  type Job,
  type JobDone,
  Learning,
  readsRequirements,
  WORKER_SCRIPT,
  WorkerPool,
} from '#code-intelligence';
import { PerformanceWatch } from './baselines/performance-watch';
import { intelligenceConfig, type IntelligenceConfig } from './config';

/** The operations as the service does them: on threads of its own, watched. */
@Injectable()
export class ServedIntelligence extends Intelligence implements OnApplicationShutdown {
  constructor(
    @Inject(intelligenceConfig.KEY) { validation }: IntelligenceConfig,
    learning: Learning,
    watch: PerformanceWatch,
  ) {
    const pool = new WorkerPool<Job, JobDone>({
      script: WORKER_SCRIPT,
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
