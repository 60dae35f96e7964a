import type { Outcome, Results } from '#contracts';
import {
  Intelligence,
  type Job,
  type JobDone,
  type JobOf,
  type JobOperation,
  Learning,
  SimilarNodes,
  WORKER_SCRIPT,
  WorkerPool,
} from '#code-intelligence';

export { JOB_OPERATIONS, type JobOperation } from '#code-intelligence';
export { type Rule, RULES } from '#code-rules';

/** Cold engines on a busy machine take seconds for their first source; nobody else waits for them here. */
const LIMIT_MS = 60_000;

/** What a worker does with a request of an operation, once it is decoded. */
export type Ask = <O extends JobOperation>(operation: O, request: JobOf<O>['request']) => Promise<Outcome<Results[O]>>;

export interface RunningIntelligence {
  readonly ask: Ask;
  readonly close: () => Promise<void>;
}

/** Knows no nodes and learns none: the same request always gets the same answer. */
export const NOTHING_LEARNED: Pick<Learning, 'nodes' | 'refresh' | 'learn'> = {
  nodes: new SimilarNodes(),
  refresh: () => Promise.resolve(),
  learn: () => Promise.resolve([]),
};

/** Knows no nodes but those that are validated in this process, and forgets them at its end. */
function learning(): Learning {
  return new Learning({ memory: null, now: () => new Date(), onError: () => undefined });
}

/**
 * The operations of code intelligence, plain functions, on `size` threads of this process. The engines are not warmed
 * up: that buys the first answers of a server a steady time, and here nobody waits for a single one.
 */
export function startIntelligence(size: number, learned: typeof NOTHING_LEARNED = learning()): RunningIntelligence {
  const pool = new WorkerPool<Job, JobDone>({
    script: WORKER_SCRIPT,
    size,
    workerData: { warmUpChecks: 0 },
    limitMs: LIMIT_MS,
  });
  const intelligence = new Intelligence(pool, learned);
  return { ask: (operation, request) => intelligence.answer(operation, request), close: () => intelligence.close() };
}
