import { Injectable } from '@nestjs/common';
import { Bus } from '#event-bus';
import { JobHandlers, WorkerOutbox, WorkerPersonalData } from '#jobs';
import type { JobHandler } from '#storage';
import { MonitorStorage } from '../monitor-storage';
import { StatusChanges } from '../status-changes';
import type { JobKind } from './job-orders';
import { purgeClosed } from './purge';
import { redrive } from './redrive';

/** What monitors do as jobs. */
@Injectable()
export class MonitorJobs extends JobHandlers {
  override readonly handlers: Readonly<Record<JobKind, JobHandler>>;

  constructor(
    { connection }: Bus,
    personal: WorkerPersonalData,
    storage: MonitorStorage,
    outbox: WorkerOutbox,
    changes: StatusChanges,
  ) {
    super();
    this.handlers = {
      purge_dead_letters: purgeClosed,
      republish_dead_letters: redrive({ connection, personal, storage, outbox, changes }),
    };
  }
}
