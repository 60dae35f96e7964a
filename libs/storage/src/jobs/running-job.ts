import { setTimeout as pause } from 'node:timers/promises';
import type { Database, Query } from '../database';
import type { Job, Progress } from './job';
import { holdJob, readHeldJob, saveProgress, type Lease } from './jobs';

/** Somebody wants the job to end: its handler lets this pass. */
export class JobCancelledError extends Error {
  override readonly name = 'JobCancelledError';
}

/** The job is another worker's by now, or this worker stops: its handler lets this pass. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
}

/** A job in the hands of the one worker that holds its lease. */
export class RunningJob {
  #done: number;
  #rate: number | null;
  #movedAt = performance.now();
  #speed: Speed;

  constructor(
    readonly job: Job,
    private readonly database: Database,
    private readonly lease: Lease,
    /** Fires when the lease is lost or the worker stops. */
    readonly signal: AbortSignal,
  ) {
    this.#done = job.done;
    this.#rate = job.rate_per_second;
    this.#speed = { done: job.done, at: this.#movedAt, perSecond: job.per_second };
  }

  get id(): string {
    return this.job.id;
  }

  /** For what is only read. */
  get query(): Query {
    return this.database.query;
  }

  /** How many items a step should have: a job with a rate is not silent for longer than a second or so. */
  stepSize(most: number): number {
    return this.#rate === null ? most : Math.min(most, this.#rate);
  }

  /**
   * To be asked before something is done that is not in the database.
   *
   * @throws {JobCancelledError} {LeaseLostError}
   */
  async check(): Promise<void> {
    this.#goOn(await readHeldJob(this.database.query, this.id, this.lease));
  }

  /**
   * One step: what `work` does with `query` and how far that brings the job are one transaction, so that a step is done
   * once, whoever is killed. Then waits as long as the job's rate wants it. While a step lasts, a cancel waits: it is
   * no place to wait for anything but the database.
   *
   * @throws {JobCancelledError} {LeaseLostError} before the step, never in the middle of it.
   */
  async step(work: (query: Query) => Promise<Progress>): Promise<void> {
    const progress = await this.database.transaction(async (query) => {
      this.#goOn(await holdJob(query, this.id, this.lease));
      const reached = await work(query);
      await this.#save(query, reached);
      return reached;
    });
    await this.#pace(progress.done);
  }

  /**
   * Notes what was done elsewhere, also when the job was cancelled meanwhile; then waits as `step` does.
   *
   * @throws {LeaseLostError}
   */
  async save(progress: Progress): Promise<void> {
    await this.database.transaction(async (query) => {
      if ((await holdJob(query, this.id, this.lease)) === undefined) throw new LeaseLostError();
      await this.#save(query, progress);
    });
    await this.#pace(progress.done);
  }

  async #save(query: Query, progress: Progress): Promise<void> {
    this.#speed = speedAt(progress.done, performance.now(), this.#speed);
    await saveProgress(query, this.id, progress, this.#speed.perSecond);
  }

  #goOn(held: Job | undefined): void {
    if (held === undefined || this.signal.aborted) throw new LeaseLostError();
    if (held.cancelled_by !== null) throw new JobCancelledError();
    this.#rate = held.rate_per_second;
  }

  async #pace(done: number): Promise<void> {
    const due = this.#rate === null ? 0 : ((done - this.#done) / this.#rate) * 1_000;
    const left = due - (performance.now() - this.#movedAt);
    if (left > 0) await pause(left, undefined, { signal: this.signal }).catch(() => undefined);
    this.#done = done;
    this.#movedAt = performance.now();
  }
}

/** How fast a job gets on, its pauses counted. */
interface Speed {
  readonly done: number;
  readonly at: number;
  readonly perSecond: number | null;
}

/** What was longer ago counts for little. */
const SPEED_OVER_MS = 10_000;

function speedAt(done: number, at: number, before: Speed): Speed {
  const elapsed = Math.max(1, at - before.at);
  const now = (1_000 * (done - before.done)) / elapsed;
  if (before.perSecond === null) return { done, at, perSecond: now === 0 ? null : now };
  const weight = Math.min(1, elapsed / SPEED_OVER_MS);
  return { done, at, perSecond: before.perSecond + (now - before.perSecond) * weight };
}
