import { join } from 'node:path';
import type { Outcome, Results } from '#contracts';
import { Intelligence } from '../../intelligence/src/intelligence';
import { Learning } from '../../intelligence/src/learning/learning';
import type { Job, JobDone, JobOf, JobOperation } from '../../intelligence/src/threads/jobs';
import { WorkerPool } from '../../intelligence/src/threads/worker-pool';

export { RULES } from '../../intelligence/src/validation/table';
export { JOB_OPERATIONS, type JobOperation } from '../../intelligence/src/threads/jobs';
export type { Rule } from '../../intelligence/src/validation/rule';

const SCRIPT = join(__dirname, '..', '..', 'intelligence', 'src', 'threads', 'worker.js');

/** Cold engines on a busy machine take seconds for their first source; nobody else waits for them here. */
const TIMEOUT_MS = 60_000;

/** What a worker does with a request of an operation, once it is decoded. */
export type Ask = <O extends JobOperation>(operation: O, request: JobOf<O>['request']) => Promise<Outcome<Results[O]>>;

export interface RunningIntelligence {
  readonly ask: Ask;
  readonly close: () => Promise<void>;
}

/**
 * The intelligence app's domain folders, plain functions, on `size` threads of this process. It knows no nodes but those
 * it validates itself, and forgets them at its end. The engines are not warmed up: that buys the first answers of a
 * server a steady time, and here nobody waits for a single one.
 */
export function startIntelligence(size: number): RunningIntelligence {
  const pool = new WorkerPool<Job, JobDone>({
    script: SCRIPT,
    size,
    workerData: { warmUpChecks: 0 },
    timeoutMs: TIMEOUT_MS,
  });
  const learning = new Learning({ memory: null, now: () => new Date(), onError: () => undefined });
  const intelligence = new Intelligence(pool, learning);
  return { ask: (operation, request) => intelligence.answer(operation, request), close: () => pool.close() };
}
