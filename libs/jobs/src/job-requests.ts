import { Injectable } from '@nestjs/common';
import type { OutboundRecord } from '#contracts';
import { Problem } from '#http';
import {
  cancelJob,
  createJob,
  findJob,
  resumeJob,
  setJobRate,
  Storage,
  type Job,
  type JobDraft,
  type Query,
} from '#storage';
import { WorkerRuntime } from '#worker';
import { jobAudit } from './job-audit';
import { WorkerJobs } from './worker-jobs';
import { WorkerOutbox } from './worker-outbox';

/** How a request came, for the log. */
export interface Asked {
  readonly via: string;
  readonly request_id: string;
}

/** Who asks, and why. */
export interface By {
  readonly actor: string;
  readonly reason: string;
}

const LOGGED = { cancel: 'job cancelled', resume: 'job resumed' } as const;

/** A database that is busy may take a while to choose some 100,000 records. */
const FREEZE_TIMEOUT_MS = 60_000;

/** A job to create, and what goes with it in its transaction. */
export interface CreatedWith {
  readonly draft: Omit<JobDraft, keyof By>;
  readonly also: (job: string) => Promise<readonly OutboundRecord[]>;
}

/** What people want of jobs. Each request that changed something is a line in the log and an event of the audit trail. */
@Injectable()
export class JobRequests {
  constructor(
    private readonly storage: Storage,
    private readonly outbox: WorkerOutbox,
    private readonly jobs: WorkerJobs,
    private readonly runtime: WorkerRuntime,
  ) {}

  /** `draft` works in the transaction that creates the job: what it chooses is of that moment. */
  create(by: By, asked: Asked, draft: (query: Query) => Promise<Omit<JobDraft, keyof By>>): Promise<Job> {
    return this.createWith(by, asked, async (query) => ({
      draft: await draft(query),
      also: () => Promise.resolve([]),
    }));
  }

  /** The same with what else is to be done in that transaction, and the events about it. */
  async createWith(by: By, asked: Asked, work: (query: Query) => Promise<CreatedWith>): Promise<Job> {
    const job = await this.outbox.publishing<Job>(async (query) => {
      const { draft, also } = await work(query);
      const created = await createJob(query, { ...draft, ...by });
      const about = jobAudit('create', created, by, asked.request_id, this.runtime.origin);
      return [created, [about, ...(await also(created.id))]];
    }, FREEZE_TIMEOUT_MS);
    this.runtime.logger.info({ ...by, ...asked, job: job.id, kind: job.kind }, 'job created');
    this.jobs.wake();
    return job;
  }

  /** A job that is being cancelled already is answered as it is. */
  cancel(id: string, by: By, asked: Asked): Promise<Job> {
    return this.#audited(
      'cancel',
      by,
      asked,
      (query) => cancelJob(query, id, by.actor, by.reason),
      (query) => notEnded(query, id),
    );
  }

  async resume(id: string, by: By, asked: Asked): Promise<Job> {
    const job = await this.#audited(
      'resume',
      by,
      asked,
      (query) => resumeJob(query, id),
      async (query) => {
        const { state } = await existing(query, id);
        throw new Problem(409, 'job_not_resumable', `The job is ${state}; what failed or was cancelled is resumed.`);
      },
    );
    this.jobs.wake();
    return job;
  }

  async setRate(id: string, rate: number | null, actor: string, asked: Asked): Promise<Job> {
    const { query } = this.storage;
    const job = await setJobRate(query, id, rate);
    if (job === undefined) return notEnded(query, id);
    this.runtime.logger.info({ actor, ...asked, job: id, rate }, 'rate of a job set');
    return job;
  }

  /** The row and the event about it are one transaction; where nothing changed `otherwise` says what to answer. */
  async #audited(
    verb: keyof typeof LOGGED,
    by: By,
    asked: Asked,
    change: (query: Query) => Promise<Job | undefined>,
    otherwise: (query: Query) => Promise<Job>,
  ): Promise<Job> {
    const { origin, logger } = this.runtime;
    const [job, isChanged] = await this.outbox.publishing<readonly [Job, boolean]>(async (query) => {
      const changed = await change(query);
      if (changed === undefined) return [[await otherwise(query), false], []];
      return [[changed, true], [jobAudit(verb, changed, by, asked.request_id, origin)]];
    });
    if (isChanged) logger.info({ ...by, ...asked, job: job.id, kind: job.kind }, LOGGED[verb]);
    return job;
  }
}

export async function existing(query: Query, id: string): Promise<Job> {
  const job = await findJob(query, id);
  if (job === undefined) throw new Problem(404, 'job_not_found', `There is no job ${id}.`);
  return job;
}

async function notEnded(query: Query, id: string): Promise<Job> {
  const job = await existing(query, id);
  if (job.ended_at !== null) throw new Problem(409, 'job_ended', `The job has ended: it is ${job.state}.`);
  return job;
}
