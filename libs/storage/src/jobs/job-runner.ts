import { randomUUID } from 'node:crypto';
import { classifyDatabaseError, sqlStateOf } from '../classify-database-error';
import type { Database, Query } from '../database';
import { PollingLoop } from '../polling-loop';
import type { Job } from './job';
import { claimJob, endJob, handOverJob, holdJob, renewLease, retryJob, type JobEnd, type Lease } from './jobs';
import { JobCancelledError, LeaseLostError, RunningJob } from './running-job';

/** Does one kind of job, from where it stands to its end; what it resolves to is the job's result. */
export type JobHandler = (running: RunningJob) => Promise<unknown>;

/** What would fail again the same way: the job fails at once. */
export class JobFailedError extends Error {
  override readonly name = 'JobFailedError';

  constructor(
    readonly code: string,
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
  }
}

export interface JobRunnerOptions {
  readonly handlers: Readonly<Record<string, JobHandler>>;
  /** Who runs them, for whoever looks at the table. */
  readonly worker: string;
  /** Runs in the transaction that ends a job. */
  readonly onEnded?: (query: Query, job: Job) => Promise<void>;
  readonly onFailed: (error: unknown, job: Job | null) => void;
  /** How long a job of a worker that is gone is left alone; default 30. */
  readonly leaseSeconds?: number;
}

const LEASE_SECONDS = 30;
const LOOK_EVERY_MS = 1_000;
const STOP_MS = 2_000;
const MAX_RUNNING = 4;
const MAX_ATTEMPTS = 10;
const MAX_PAUSE_SECONDS = 60;

/**
 * Runs jobs that wait, and those whose worker is gone. One job is run by one worker at a time; when this one stops,
 * jobs end their step and are left to others.
 */
export class JobRunner extends PollingLoop {
  readonly #seconds: number;

  constructor(
    private readonly database: Database,
    private readonly options: JobRunnerOptions,
  ) {
    super(STOP_MS);
    this.#seconds = options.leaseSeconds ?? LEASE_SECONDS;
  }

  protected async look(): Promise<number> {
    await this.#claim().catch((error: unknown) => this.options.onFailed(error, null));
    return LOOK_EVERY_MS;
  }

  async #claim(): Promise<void> {
    while (this.running.size < MAX_RUNNING && !this.stopping.signal.aborted) {
      const lease = { holder: `${this.options.worker} ${randomUUID()}`, seconds: this.#seconds };
      const job = await claimJob(this.database.query, Object.keys(this.options.handlers), lease);
      if (job === undefined) return;
      const run = this.#run(job, lease).finally(() => {
        this.running.delete(run);
        this.wake();
      });
      this.running.add(run);
    }
  }

  async #run(job: Job, lease: Lease): Promise<void> {
    const lost = new AbortController();
    const timer = setInterval(() => void this.#renew(job, lease, lost), (this.#seconds * 1_000) / 3);
    const signal = AbortSignal.any([lost.signal, this.stopping.signal]);
    try {
      const result = await this.#handle(job, new RunningJob(job, this.database, lease, signal));
      await this.#end(job, lease, { state: 'done', result });
    } catch (error) {
      await this.#endBadly(job, lease, error).catch((fault: unknown) => this.options.onFailed(fault, job));
    } finally {
      clearInterval(timer);
    }
  }

  #handle(job: Job, running: RunningJob): Promise<unknown> {
    const handler = this.options.handlers[job.kind];
    if (job.cancelled_by !== null) throw new JobCancelledError();
    // Counted when it begins: a job that kills its worker comes to an end, too.
    if (job.attempts > MAX_ATTEMPTS || handler === undefined) {
      throw new JobFailedError('job_stuck', `The job was begun ${MAX_ATTEMPTS} times and got nowhere.`);
    }
    return handler(running);
  }

  /** A database that is away is no lost lease: the next step tells. */
  async #renew(job: Job, lease: Lease, lost: AbortController): Promise<void> {
    const held = await renewLease(this.database.query, job.id, lease).catch(() => true);
    if (!held) lost.abort();
  }

  async #endBadly(job: Job, lease: Lease, error: unknown): Promise<void> {
    // What fails while the worker stops may fail because of that.
    const isLeft = this.stopping.signal.aborted && !(error instanceof JobCancelledError);
    if (isLeft || error instanceof LeaseLostError) return handOverJob(this.database.query, job.id, lease);
    if (!(error instanceof JobCancelledError)) this.options.onFailed(error, job);
    await this.database.transaction(async (query) => {
      const now = await holdJob(query, job.id, lease);
      if (now === undefined) return;
      const end = badEnd(now, error);
      if (end !== null) return this.#note(query, job, end);
      await retryJob(query, job.id, lease, Math.min(MAX_PAUSE_SECONDS, 2 ** now.attempts));
    });
  }

  async #end(job: Job, lease: Lease, end: JobEnd): Promise<void> {
    await this.database.transaction(async (query) => {
      if ((await holdJob(query, job.id, lease)) !== undefined) await this.#note(query, job, end);
    });
  }

  async #note(query: Query, { id }: Job, end: JobEnd): Promise<void> {
    const ended = await endJob(query, id, end);
    await this.options.onEnded?.(query, ended);
  }
}

/** How a job ends whose handler threw; `null`: it is tried again. */
function badEnd({ cancelled_by, attempts }: Job, error: unknown): JobEnd | null {
  if (cancelled_by !== null) return { state: 'cancelled' };
  if (!isPermanent(error) && attempts < MAX_ATTEMPTS) return null;
  const code = error instanceof JobFailedError ? error.code : null;
  return { state: 'failed', code, error: error instanceof Error ? error.message : String(error) };
}

/** What the database will never take; what failed elsewhere may pass. */
function isPermanent(error: unknown): boolean {
  if (error instanceof JobFailedError) return true;
  return sqlStateOf(error) !== '' && classifyDatabaseError(error) === 'permanent';
}
