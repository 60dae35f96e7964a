import { answer, descriptionOf, type DomainEvent, type Outcome, refusal, refuse, type Results } from '#contracts';
import type { UnfinishedReason } from '#code-model';
import type { Learning } from './learning/learning';
import { AnswerCache } from './threads/answer-cache';
import type { Job, JobDone, JobOf, JobOperation, JobOutcome } from './threads/jobs';
import type { JobOptions, WorkerPool } from './threads/worker-pool';

/** Is told when a request is taken; what that returns, when it is answered and how. */
export interface Watch {
  begin(operation: JobOperation): (ending: { readonly failed: boolean; readonly cached: boolean }) => void;
}

const UNWATCHED: Watch = { begin: () => () => undefined };

/** The operations, done by a pool of workers. They reject only when the pool does: asked again they may answer. */
export class Intelligence {
  constructor(
    private readonly pool: WorkerPool<Job, JobDone>,
    private readonly learning: Pick<Learning, 'nodes' | 'refresh' | 'learn'>,
    private readonly cache = new AnswerCache(),
    private readonly watch: Watch = UNWATCHED,
  ) {}

  /** Resolves when every worker takes jobs. */
  ready(): Promise<void> {
    return this.pool.ready();
  }

  close(): Promise<void> {
    return this.pool.close();
  }

  /** Rejects with `UnwantedJobError` where it is not wanted any more when its turn comes. */
  async answer<O extends JobOperation>(
    operation: O,
    request: JobOf<O>['request'],
    options?: JobOptions,
  ): Promise<Outcome<Results[O]>> {
    if (operation === 'pattern') await this.learning.refresh();
    const job = this.jobOf({ operation, request });
    return (await this.outcomeOf(job, options)) as Outcome<Results[O]>;
  }

  /** The same pool, but nothing is learned, kept for the next or measured. */
  withoutEffects(): Pick<Intelligence, 'answer'> {
    const { nodes } = this.learning;
    return new Intelligence(this.pool, { nodes, refresh: () => Promise.resolve(), learn: () => Promise.resolve([]) });
  }

  /** Forgets what it answered about a file; the number of answers. */
  invalidate(file: string): number {
    return this.cache.invalidate(file);
  }

  private jobOf(job: JobOf<JobOperation>): Job {
    if (job.operation !== 'pattern') return job as Job;
    const { request } = job as JobOf<'pattern'>;
    const similar = this.learning.nodes.find(descriptionOf(request), request.node_type, request.limit);
    return { operation: 'pattern', request, similar };
  }

  private async outcomeOf(job: Job, options?: JobOptions): Promise<JobOutcome> {
    const ended = this.watch.begin(job.operation);
    const key = this.cache.keyOf(job);
    const known = this.cache.get(key);
    if (known !== undefined) {
      ended({ cached: true, failed: false });
      return known;
    }
    const end = await this.pool.run(job, options);
    ended({ cached: false, failed: end.kind === 'unfinished' || end.result.outcome.kind === 'refusal' });
    if (end.kind === 'unfinished') return unfinished(job, end.reason);
    const { outcome, summary } = end.result;
    this.cache.set(key, job, outcome);
    return summary === undefined ? outcome : withEvents(outcome, await this.learning.learn(summary));
  }
}

/** Events are published once, with the first answer; the same answer from the cache has none. */
function withEvents(outcome: JobOutcome, events: readonly DomainEvent[]): JobOutcome {
  return { ...outcome, events: [...outcome.events, ...events] };
}

/** Code on which an engine gave up is answered as such; anything else that does not end is refused. */
function unfinished(job: Job, reason: UnfinishedReason): JobOutcome {
  if (job.operation === 'validate') return answer(rules().unfinishedValidation(job.request, reason));
  return refuse(refusal('unfinished', `${job.operation} did not finish: ${reason}`));
}

/** Required here, because the thread that serves needs no rules unless another gave up. */
function rules(): typeof import('#code-rules') {
  return require('#code-rules') as typeof import('#code-rules');
}
