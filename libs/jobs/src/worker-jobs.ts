import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { enqueue, JobRunner, Storage } from '#storage';
import { WorkerRuntime } from '#worker';
import { jobAudit } from './job-audit';
import { JobHandlers } from './job-handlers';

/** Runs the jobs that this worker can do. How one ended is in the audit trail when it is in its row. */
@Injectable()
export class WorkerJobs extends JobRunner implements BeforeApplicationShutdown {
  constructor(storage: Storage, { handlers }: JobHandlers, { logger, origin }: WorkerRuntime) {
    super(storage, {
      handlers,
      worker: origin.instanceId,
      onEnded: (query, job) => enqueue(query, [jobAudit('end', job, job, null, origin)]),
      onFailed: (error, job) => logger.warn({ error, job: job?.id, kind: job?.kind }, 'a job did not get on'),
    });
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.stop();
  }
}
