import type { Outcome, RequestOf, Results } from '#contracts';
import type { Lesson } from '../learning/lesson';
import type { FoundNodes } from '../patterns/similar-nodes';

/** The operations that worker threads do. */
export const JOB_OPERATIONS = ['validate', 'analyze', 'pattern', 'mixin'] as const;
export type JobOperation = (typeof JOB_OPERATIONS)[number];

/** A request of an operation, as the line decoded it. */
export interface JobOf<O extends JobOperation> {
  readonly operation: O;
  readonly request: RequestOf<O>['payload'];
}

export type Job = JobOf<'validate'> | JobOf<'analyze'> | PatternJob | JobOf<'mixin'>;

/** What the learned nodes have to say comes with the job: threads learn nothing. */
export interface PatternJob extends JobOf<'pattern'> {
  readonly similar: FoundNodes;
}

export type JobOutcome<O extends JobOperation = JobOperation> = Outcome<Results[O]>;

export interface JobDone {
  readonly outcome: JobOutcome;
  /** A node that is worth remembering. */
  readonly lesson?: Lesson;
}
