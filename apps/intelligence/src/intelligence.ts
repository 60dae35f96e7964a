import { answer, type Outcome, refusal, refuse, type Results } from '#contracts';
import type { UnfinishedReason } from './code/findings';
import { unfinishedValidation } from './validation/validate';
import { AnswerCache } from './work/answer-cache';
import type { Job, JobOf, JobOperation, JobOutcome } from './work/jobs';
import type { WorkerPool } from './work/worker-pool';

/** The operations, done by a pool of workers. They reject only when the pool is closed or cannot start. */
export class Intelligence {
  constructor(
    private readonly pool: WorkerPool<Job, JobOutcome>,
    private readonly cache = new AnswerCache(),
  ) {}

  async answer<O extends JobOperation>(operation: O, request: JobOf<O>['request']): Promise<Outcome<Results[O]>> {
    return (await this.outcomeOf({ operation, request } as Job)) as Outcome<Results[O]>;
  }

  /** Forgets what it answered about a file; the number of answers. */
  invalidate(file: string): number {
    return this.cache.invalidate(file);
  }

  private async outcomeOf(job: Job): Promise<JobOutcome> {
    const key = this.cache.keyOf(job);
    const known = this.cache.get(key);
    if (known !== undefined) return known;
    const end = await this.pool.run(job);
    if (end.kind === 'unfinished') return unfinished(job, end.reason);
    this.cache.set(key, job, end.result);
    return end.result;
  }
}

/** Code on which an engine gave up is answered as such; anything else that does not end is refused. */
function unfinished(job: Job, reason: UnfinishedReason): JobOutcome {
  if (job.operation === 'validate') return answer(unfinishedValidation(job.request, reason));
  return refuse(refusal('unfinished', `${job.operation} did not finish: ${reason}`));
}
