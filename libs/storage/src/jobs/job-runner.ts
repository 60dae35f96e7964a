import { setTimeout as pause } from 'node:timers/promises';
import { classifyDatabaseError } from '../classify-database-error';
import type { Database, Query } from '../database';
import type { Job } from './job';
import { claimJob, endJob, holdJob, releaseJob, renewLease, type JobEnd, type Lease } from './jobs';
import { JobCancelledError, LeaseLostError, RunningJob } from './running-job';

/** Does one kind of job, from where it stands to its end; what it resolves to is the job's result. */
export type JobHandler = (running: RunningJob) => Promise<unknown>;

export interface JobRunnerOptions {
  readonly handlers: Readonly<Record<string, JobHandler>>;
  /** Of this process; another's lease is not taken for its own. */
  readonly worker: string;
  /** What will fail again the same way: then the job fails at once. Default: what the database says. */
  readonly isPermanent?: (error: unknown) => boolean;
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

/** Runs jobs that wait, and those whose worker is gone. One job is run by one worker at a time. */
export class JobRunner {
  readonly #lease: Lease;
  readonly #running = new Set<Promise<void>>();
  readonly #stopping = new AbortController();
  #woken = new AbortController();
  #looking: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly options: JobRunnerOptions,
  ) {
    this.#lease = { worker: options.worker, seconds: options.leaseSeconds ?? LEASE_SECONDS };
  }

  start(): void {
    this.#looking = this.#look();
  }

  /** A job was created: it need not wait for the next look. */
  wake(): void {
    this.#woken.abort();
  }

  /** Jobs end their step and are left to other workers; 2 s at most. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.wake();
    await Promise.race([
      this.#looking.then(() => Promise.all(this.#running)),
      pause(STOP_MS, undefined, { ref: false }),
    ]);
  }

  async #look(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      this.#woken = new AbortController();
      await this.#claim().catch((error: unknown) => this.options.onFailed(error, null));
      await pause(LOOK_EVERY_MS, undefined, { signal: this.#woken.signal }).catch(() => undefined);
    }
  }

  async #claim(): Promise<void> {
    while (this.#running.size < MAX_RUNNING && !this.#stopping.signal.aborted) {
      const job = await claimJob(this.database.query, Object.keys(this.options.handlers), this.#lease);
      if (job === undefined) return;
      const run = this.#run(job).finally(() => this.#running.delete(run));
      this.#running.add(run);
    }
  }

  async #run(job: Job): Promise<void> {
    const lost = new AbortController();
    const timer = setInterval(() => void this.#renew(job, lost), (this.#lease.seconds * 1_000) / 3);
    const signal = AbortSignal.any([lost.signal, this.#stopping.signal]);
    try {
      const handler = this.options.handlers[job.kind];
      const result = await handler?.(new RunningJob(job, this.database, this.#lease, signal));
      await this.#end(job, { state: 'done', result });
    } catch (error) {
      await this.#fail(job, error).catch((fault: unknown) => this.options.onFailed(fault, job));
    } finally {
      clearInterval(timer);
    }
  }

  /** A database that is away is no lost lease: the next step tells. */
  async #renew(job: Job, lost: AbortController): Promise<void> {
    const held = await renewLease(this.database.query, job.id, this.#lease).catch(() => true);
    if (!held) lost.abort();
  }

  async #fail(job: Job, error: unknown): Promise<void> {
    if (error instanceof JobCancelledError) return this.#end(job, { state: 'cancelled' });
    if (error instanceof LeaseLostError) return releaseJob(this.database.query, job.id, this.#lease, 0);
    this.options.onFailed(error, job);
    const isPermanent = this.options.isPermanent ?? ((fault) => classifyDatabaseError(fault) === 'permanent');
    const attempts = await this.#attemptsOf(job);
    if (isPermanent(error) || attempts >= MAX_ATTEMPTS) {
      const message = error instanceof Error ? error.message : String(error);
      return this.#end(job, { state: 'failed', error: message });
    }
    await releaseJob(this.database.query, job.id, this.#lease, Math.min(MAX_PAUSE_SECONDS, 2 ** attempts));
  }

  /** Since the job last got on. */
  async #attemptsOf(job: Job): Promise<number> {
    const now = await this.database.transaction((query) => holdJob(query, job.id, this.#lease));
    return now?.attempts ?? 0;
  }

  async #end(job: Job, end: JobEnd): Promise<void> {
    await this.database.transaction(async (query) => {
      if ((await holdJob(query, job.id, this.#lease)) === undefined) return;
      await this.options.onEnded?.(query, await endJob(query, job.id, end));
    });
  }
}
