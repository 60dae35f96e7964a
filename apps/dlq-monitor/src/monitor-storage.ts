import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { DEAD_LETTERS } from '#dead-letters';
import { JOBS, OUTBOX, Storage } from '#storage';
import { WorkerRuntime } from '#worker';
import { dlqMonitorConfig, type DlqMonitorConfig } from './config';

/** What the monitor keeps in PostgreSQL. */
export const MONITOR_MODULES = [DEAD_LETTERS, JOBS, OUTBOX];

@Injectable()
export class MonitorStorage extends Storage implements OnApplicationShutdown {
  constructor(
    @Inject(dlqMonitorConfig.KEY) { database, retentionDays, jobRetentionDays, outboxRetentionDays }: DlqMonitorConfig,
    runtime: WorkerRuntime,
  ) {
    super({
      ...runtime.databaseOptions(database.url),
      modules: MONITOR_MODULES,
      retention: runtime.retention({
        dead_letters: retentionDays,
        jobs: jobRetentionDays,
        outbox: outboxRetentionDays,
      }),
    });
  }

  /** After the bus has drained. */
  onApplicationShutdown(): Promise<void> {
    return this.close();
  }
}
