import { Injectable } from '@nestjs/common';
import { chooseForRepublish, type RepublishChoice } from '#dead-letters';
import { Problem } from '#http';
import { cancelJob, createJob, findJob, resumeJob, setJobRate, type Job, type Query } from '#storage';
import { WorkerRuntime } from '#worker';
import type { Asked } from '../decisions';
import { MonitorOutbox } from '../monitor-outbox';
import { MonitorStorage } from '../monitor-storage';
import { jobAudit } from './job-audit';
import { MonitorJobs } from './monitor-jobs';

export const JOB_KINDS = ['purge_dead_letters', 'republish_dead_letters'] as const;
export type JobKind = (typeof JOB_KINDS)[number];

/** What a job is asked to do. */
export type JobOrder =
  | {
      readonly kind: 'purge_dead_letters';
      readonly input: { readonly resolved_before?: string; readonly topic?: string; readonly code?: string };
    }
  | { readonly kind: 'republish_dead_letters'; readonly input: RepublishChoice };

/** Who asks, and why. */
interface By {
  readonly actor: string;
  readonly reason: string;
}

const MAX_RECORDS = 100_000;

const LOGGED = { create: 'job created', cancel: 'job cancelled', resume: 'job resumed' } as const;

/** What people want of jobs. Each request that changed something is a line in the log and an event of the audit trail. */
@Injectable()
export class JobRequests {
  constructor(
    private readonly storage: MonitorStorage,
    private readonly outbox: MonitorOutbox,
    private readonly jobs: MonitorJobs,
    private readonly runtime: WorkerRuntime,
  ) {}

  async create(order: JobOrder, by: By, rate: number | null, asked: Asked): Promise<Job> {
    const job = await this.#audited(
      'create',
      by,
      asked,
      (query) => this.#create(query, order, by, rate),
      () => Promise.reject(new Error('nothing was created')),
    );
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
      return [[changed, true], [jobAudit(verb, changed, by, origin)]];
    });
    if (isChanged) logger.info({ ...by, ...asked, job: job.id, kind: job.kind }, LOGGED[verb]);
    return job;
  }

  async #create(query: Query, order: JobOrder, by: By, rate: number | null): Promise<Job> {
    if (order.kind === 'purge_dead_letters') {
      // Frozen: what is closed later is not what was asked for.
      const [clock] = await query<{ now: Date }>('SELECT clock_timestamp() AS now');
      const input = { resolved_before: clock?.now.toISOString(), ...order.input };
      return createJob(query, { ...by, kind: order.kind, input, rate });
    }
    const refs = await chooseForRepublish(query, order.input, MAX_RECORDS + 1);
    if (refs.length > MAX_RECORDS) {
      throw new Problem(400, 'too_many_records', `More than ${MAX_RECORDS} dead letters match; choose fewer.`);
    }
    return createJob(query, { ...by, ...order, rate, refs });
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
