import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { DEAD_LETTERS } from '#dead-letters';
import { PERSONAL_DATA } from '#personal-data';
import { JOBS, OUTBOX, Storage } from '#storage';
import { WorkerRuntime } from '#worker';
import { dlqMonitorConfig, type DlqMonitorConfig } from './config';

/** What the monitor keeps in PostgreSQL. */
export const MONITOR_MODULES = [DEAD_LETTERS, JOBS, OUTBOX, PERSONAL_DATA];

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
        dead_letter_groups: retentionDays,
        dead_letter_alerts: retentionDays,
        dead_letter_notices: outboxRetentionDays,
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
