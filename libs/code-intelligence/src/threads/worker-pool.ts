import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { UnfinishedReason } from '#code-model';
import { UNREPORTED, type Report } from '#contracts';
import { ProcessorTime } from './processor-time';

/** What a worker says: that it takes jobs, how far its job is, and of every job, in order, that it is done. */
export type WorkerMessage<Result> =
  | {
      readonly kind: 'ready';
      /** What the operating system calls its thread, if it has a name there. */
      readonly thread?: string | undefined;
    }
  | { readonly kind: 'stage'; readonly done: number; readonly message: string }
  | {
      readonly kind: 'done';
      readonly result: Result;
      /** One of its engines trapped: the worker can do no further job. */
      readonly spent: boolean;
    };

export type JobEnd<Result> =
  | { readonly kind: 'done'; readonly result: Result }
  | { readonly kind: 'unfinished'; readonly reason: UnfinishedReason };

export interface WorkerPoolOptions<Job = unknown> {
  /** Absolute path of the compiled worker script. */
  readonly script: string;
  /** Threads at most; by default one less than there are cores, at least 1 and at most 4. All but the first start when a job has to wait. */
  readonly size?: number;
  /** Milliseconds of processor time one job may take, so that a busy machine does not change what is answered. */
  readonly limitMs?: number;
  /** Handed to every worker as its `workerData`. */
  readonly workerData?: unknown;
  /** Jobs that only the worker that has been there longest does, so that what they need is in memory once. */
  readonly onlyFirst?: (job: Job) => boolean;
}

/** What may be said of a job by the one who asks for it. */
export interface JobOptions {
  /** Asked when a worker could begin it; what is not wanted then rejects with `UnwantedJobError`. */
  readonly isWanted?: () => boolean;
  readonly report?: Report;
}

interface Task<Job, Result> {
  readonly job: Job;
  readonly isWanted: () => boolean;
  readonly report: Report;
  readonly onlyFirst: boolean;
  readonly resolve: (end: JobEnd<Result>) => void;
  readonly reject: (error: Error) => void;
}

interface Seat<Job, Result> {
  readonly worker: Worker;
  /** Of its thread; there is none before it is ready. */
  clock?: ProcessorTime;
  task?: Task<Job, Result>;
  timer?: NodeJS.Timeout;
}

const DEFAULT_LIMIT_MS = 5000;

/** As many times its limit a job has by the wall clock: a worker that gets no processor that long is stuck. */
const PATIENCE = 12;

/** Nobody wants a job done any more, and no worker has begun it. */
export class UnwantedJobError extends Error {
  override readonly name = 'UnwantedJobError';
}

/** A worker that cannot even start will not start the next time either; give up instead of spinning. */
const MAX_FAILED_STARTS = 3;

/**
 * A worker whose old generation needs more is given up, and its job with it: nothing that can be asked for needs a tenth of
 * it. The young one is held small: what a job leaves is a syntax tree, and dies with it.
 */
const LIMITS = { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 12 };

/**
 * Worker threads, each doing one job at a time, in the order of asking. Every job ends: one that kills or outlasts its
 * worker as `unfinished`, and that worker is replaced. Jobs reject only after `close()`, when workers cannot be started,
 * and when theirs gets no processor for a minute: asked again they may be answered.
 */
export class WorkerPool<Job, Result> {
  private readonly seats = new Set<Seat<Job, Result>>();
  private readonly queue: Task<Job, Result>[] = [];
  private readonly waiting: { resolve: () => void; reject: (error: Error) => void }[] = [];
  private readonly limitMs: number;
  private readonly size: number;
  private failedStarts = 0;
  private ended: Error | undefined;

  constructor(private readonly options: WorkerPoolOptions<Job>) {
    this.limitMs = options.limitMs ?? DEFAULT_LIMIT_MS;
    this.size = options.size ?? Math.min(4, Math.max(1, availableParallelism() - 1));
    this.seat();
  }

  /** Resolves when every worker that was started takes jobs; rejects when workers cannot be started. */
  ready(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.settleWaiting();
    });
  }

  run(job: Job, { isWanted = () => true, report = UNREPORTED }: JobOptions = {}): Promise<JobEnd<Result>> {
    return new Promise((resolve, reject) => {
      if (this.ended !== undefined) return reject(this.ended);
      const task = { job, isWanted, report, onlyFirst: this.options.onlyFirst?.(job) ?? false, resolve, reject };
      this.queue.push(task);
      this.dispatch();
      if (this.queue.includes(task)) report(0, 'waiting for a thread');
    });
  }

  /** Ends all workers; jobs that are not done yet reject. */
  async close(): Promise<void> {
    await this.end(new Error('The worker pool is closed'));
  }

  private seat(): void {
    const { script, workerData } = this.options;
    const seat: Seat<Job, Result> = { worker: new Worker(script, { workerData, resourceLimits: LIMITS }) };
    let cause: unknown;
    this.seats.add(seat);
    seat.worker.on('message', (message: WorkerMessage<Result>) => this.heard(seat, message));
    seat.worker.on('error', (error) => (cause = error));
    seat.worker.on('exit', () => this.left(seat, cause));
  }

  private heard(seat: Seat<Job, Result>, message: WorkerMessage<Result>): void {
    if (!this.seats.has(seat)) return;
    if (message.kind === 'stage') return seat.task?.report(message.done, message.message);
    if (message.kind === 'done') {
      if (message.spent) this.replace(seat);
      return this.finished(seat, { kind: 'done', result: message.result });
    }
    seat.clock = new ProcessorTime(message.thread);
    this.failedStarts = 0;
    this.settleWaiting();
    this.dispatch();
  }

  private finished(seat: Seat<Job, Result>, end: JobEnd<Result>): void {
    const task = seat.task;
    clearTimeout(seat.timer);
    delete seat.task;
    if (end.kind === 'unfinished') this.replace(seat);
    task?.resolve(end);
    this.dispatch();
  }

  private left(seat: Seat<Job, Result>, cause: unknown): void {
    if (!this.seats.has(seat)) return;
    this.failedStarts += seat.clock === undefined ? 1 : 0;
    if (this.failedStarts >= MAX_FAILED_STARTS) void this.end(new Error('Workers do not start', { cause }));
    else this.finished(seat, unfinished('crash'));
  }

  private replace(seat: Seat<Job, Result>): void {
    this.seats.delete(seat);
    void this.dismiss(seat);
    this.seat();
  }

  private dispatch(): void {
    const [first] = this.seats;
    for (const seat of this.seats) {
      if (seat.clock === undefined || seat.task !== undefined) continue;
      const task = this.next(seat === first);
      if (task === undefined) continue;
      seat.task = task;
      this.limit(seat, seat.clock);
      seat.worker.postMessage(task.job, []);
    }
    this.grow();
  }

  /** Takes the job that has waited longest off the queue, and those before it that nobody wants. */
  private next(isFirst: boolean): Task<Job, Result> | undefined {
    for (;;) {
      const at = this.queue.findIndex(({ onlyFirst }) => !onlyFirst || isFirst);
      const [task] = at < 0 ? [] : this.queue.splice(at, 1);
      if (task?.isWanted() !== false) return task;
      task.reject(new UnwantedJobError('nobody wants it any more'));
    }
  }

  /** One worker more for each job that waits and that another worker could do, beside those that are starting. */
  private grow(): void {
    const waiting = this.queue.filter(({ onlyFirst }) => !onlyFirst).length;
    const starting = [...this.seats].filter(({ clock }) => clock === undefined).length;
    const missing = Math.min(waiting - starting, this.size - this.seats.size);
    for (let n = 0; n < missing; n += 1) this.seat();
  }

  /** Looks again each time the job could have used up what it has left, had it run all the while. */
  private limit(seat: Seat<Job, Result>, clock: ProcessorTime): void {
    const ends = clock.now() + this.limitMs;
    const givenUp = performance.now() + this.limitMs * PATIENCE;
    const look = (): void => {
      const left = ends - clock.now();
      if (left <= 0) this.finished(seat, unfinished('timeout'));
      else if (performance.now() > givenUp) this.stuck(seat);
      else seat.timer = setTimeout(look, Math.ceil(left));
    };
    seat.timer = setTimeout(look, this.limitMs);
  }

  private stuck(seat: Seat<Job, Result>): void {
    const { task } = seat;
    delete seat.task;
    this.replace(seat);
    task?.reject(new Error('The worker that had the job does not get on'));
    this.dispatch();
  }

  private settleWaiting(): void {
    if (this.ended !== undefined) for (const { reject } of this.waiting.splice(0)) reject(this.ended);
    else if ([...this.seats].every((seat) => seat.clock !== undefined))
      this.waiting.splice(0).forEach(({ resolve }) => resolve());
  }

  private async end(reason: Error): Promise<void> {
    this.ended ??= reason;
    const seats = [...this.seats];
    this.seats.clear();
    for (const seat of seats) seat.task?.reject(this.ended);
    for (const task of this.queue.splice(0)) task.reject(this.ended);
    this.settleWaiting();
    await Promise.all(seats.map((seat) => this.dismiss(seat)));
  }

  private async dismiss(seat: Seat<Job, Result>): Promise<void> {
    clearTimeout(seat.timer);
    seat.clock?.close();
    await seat.worker.terminate();
  }
}

function unfinished(reason: UnfinishedReason): { readonly kind: 'unfinished'; readonly reason: UnfinishedReason } {
  return { kind: 'unfinished', reason };
}
