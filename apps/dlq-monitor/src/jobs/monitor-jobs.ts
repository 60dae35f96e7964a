import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Bus } from '#event-bus';
import { enqueue, JobRunner } from '#storage';
import { WorkerRuntime } from '#worker';
import { MonitorStorage } from '../monitor-storage';
import { jobAudit } from './job-audit';
import type { JobKind } from './job-requests';
import { purgeClosed } from './purge';
import { republishDeadLetters } from './redrive';

/** Runs what was asked for as a job. How it ended is in the audit trail when it is in its row. */
@Injectable()
export class MonitorJobs extends JobRunner implements BeforeApplicationShutdown {
  constructor(storage: MonitorStorage, { connection }: Bus, { logger, origin }: WorkerRuntime) {
    super(storage, {
      handlers: {
        purge_dead_letters: purgeClosed,
        republish_dead_letters: republishDeadLetters(connection),
      } satisfies Record<JobKind, unknown>,
      worker: origin.instanceId,
      onEnded: (query, job) => enqueue(query, [jobAudit('end', job, job, origin)]),
      onFailed: (error, job) => logger.warn({ error, job: job?.id, kind: job?.kind }, 'a job did not get on'),
    });
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.stop();
  }
}
