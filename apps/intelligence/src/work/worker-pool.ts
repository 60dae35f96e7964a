import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Findings, UnfinishedReason } from '../python/findings';
import type { Engine } from './engine';
import type { WorkerMessage } from './validation-worker';

export interface WorkerPoolOptions {
  /** Absolute path of the compiled worker script. */
  readonly script: string;
  /** Threads; by default one less than there are cores, at least 1 and at most 4. */
  readonly size?: number;
  /** Milliseconds one check may take in its worker. */
  readonly timeoutMs?: number;
  /** Handed to every worker as its `workerData`. */
  readonly workerData?: unknown;
}

interface Job {
  readonly code: string;
  readonly resolve: (findings: Findings) => void;
  readonly reject: (error: Error) => void;
}

interface Seat {
  readonly worker: Worker;
  ready: boolean;
  job?: Job;
  timer?: NodeJS.Timeout;
}

const DEFAULT_TIMEOUT_MS = 5000;

/** A worker that cannot even start will not start the next time either; give up instead of spinning. */
const MAX_FAILED_STARTS = 3;

/**
 * Worker threads, each checking one source at a time, in the order of asking. Every check is answered: one that traps,
 * ends or outlasts its worker with `unfinished`, and that worker is replaced. Checks reject only after `close()` or when
 * workers cannot be started.
 */
export class WorkerPool implements Engine {
  private readonly seats = new Set<Seat>();
  private readonly queue: Job[] = [];
  private readonly waiting: { resolve: () => void; reject: (error: Error) => void }[] = [];
  private readonly timeoutMs: number;
  private failedStarts = 0;
  private ended: Error | undefined;

  constructor(private readonly options: WorkerPoolOptions) {
    this.timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    const size = options.size ?? Math.min(4, Math.max(1, availableParallelism() - 1));
    for (let n = 0; n < size; n += 1) this.seat();
  }

  /** Resolves when every worker has warmed up; rejects when workers cannot be started. */
  ready(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.settleWaiting();
    });
  }

  check(code: string): Promise<Findings> {
    return new Promise((resolve, reject) => {
      if (this.ended !== undefined) return reject(this.ended);
      this.queue.push({ code, resolve, reject });
      this.dispatch();
    });
  }

  /** Ends all workers; checks that are not answered yet reject. */
  async close(): Promise<void> {
    await this.end(new Error('The worker pool is closed'));
  }

  private seat(): void {
    const { script, workerData } = this.options;
    const seat: Seat = { worker: new Worker(script, { workerData }), ready: false };
    let cause: unknown;
    this.seats.add(seat);
    seat.worker.on('message', (message: WorkerMessage) => this.heard(seat, message));
    seat.worker.on('error', (error) => (cause = error));
    seat.worker.on('exit', () => this.left(seat, cause));
  }

  private heard(seat: Seat, message: WorkerMessage): void {
    if (!this.seats.has(seat)) return;
    if (message.kind === 'findings') return this.finished(seat, message.findings);
    seat.ready = true;
    this.failedStarts = 0;
    this.settleWaiting();
    this.dispatch();
  }

  private finished(seat: Seat, findings: Findings): void {
    const job = seat.job;
    clearTimeout(seat.timer);
    delete seat.job;
    if (findings.kind === 'unfinished') this.replace(seat);
    job?.resolve(findings);
    this.dispatch();
  }

  private left(seat: Seat, cause: unknown): void {
    if (!this.seats.has(seat)) return;
    this.failedStarts += seat.ready ? 0 : 1;
    if (this.failedStarts >= MAX_FAILED_STARTS) void this.end(new Error('Validation workers do not start', { cause }));
    else this.finished(seat, unfinished('crash'));
  }

  private replace(seat: Seat): void {
    this.seats.delete(seat);
    void seat.worker.terminate();
    this.seat();
  }

  private dispatch(): void {
    for (const seat of this.seats) {
      if (!seat.ready || seat.job !== undefined) continue;
      const job = this.queue.shift();
      if (job === undefined) return;
      seat.job = job;
      seat.timer = setTimeout(() => this.finished(seat, unfinished('timeout')), this.timeoutMs);
      seat.worker.postMessage(job.code, []);
    }
  }

  private settleWaiting(): void {
    if (this.ended !== undefined) for (const { reject } of this.waiting.splice(0)) reject(this.ended);
    else if ([...this.seats].every((seat) => seat.ready)) this.waiting.splice(0).forEach(({ resolve }) => resolve());
  }

  private async end(reason: Error): Promise<void> {
    this.ended ??= reason;
    const seats = [...this.seats];
    this.seats.clear();
    for (const seat of seats) {
      clearTimeout(seat.timer);
      seat.job?.reject(this.ended);
    }
    for (const job of this.queue.splice(0)) job.reject(this.ended);
    this.settleWaiting();
    await Promise.all(seats.map((seat) => seat.worker.terminate()));
  }
}

function unfinished(reason: UnfinishedReason): Findings {
  return { kind: 'unfinished', reason };
}
