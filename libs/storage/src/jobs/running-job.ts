import { setTimeout as pause } from 'node:timers/promises';
import type { Database, Query } from '../database';
import type { Job, Progress } from './job';
import { holdJob, saveProgress, type Lease } from './jobs';

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

  constructor(
    readonly job: Job,
    private readonly database: Database,
    private readonly lease: Lease,
    /** Fires when the lease is lost or the worker stops. */
    readonly signal: AbortSignal,
  ) {
    this.#done = job.done;
  }

  get id(): string {
    return this.job.id;
  }

  /**
   * One step: what `work` does with `query` and how far that brings the job are one transaction, so that a step is done
   * once, whoever is killed. Then waits as long as the job's rate wants it.
   *
   * @throws {JobCancelledError} {LeaseLostError} before the step, never in the middle of it.
   */
  async step(work: (query: Query) => Promise<Progress>): Promise<void> {
    if (this.signal.aborted) throw new LeaseLostError();
    let rate: number | null = null;
    const { done } = await this.database.transaction(async (query) => {
      const held = await holdJob(query, this.id, this.lease);
      if (held === undefined) throw new LeaseLostError();
      if (held.cancelled_by !== null) throw new JobCancelledError();
      rate = held.rate_per_second;
      const progress = await work(query);
      await saveProgress(query, this.id, progress);
      return progress;
    });
    const items = done - this.#done;
    this.#done = done;
    if (rate !== null) await this.#pace((items / rate) * 1_000);
  }

  async #pace(ms: number): Promise<void> {
    await pause(ms, undefined, { signal: this.signal }).catch(() => undefined);
  }
}
