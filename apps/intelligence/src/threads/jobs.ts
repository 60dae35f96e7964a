import { answer, type Outcome, type RequestOf, type Results } from '#contracts';
import { analyze } from '../analysis/analyze';
import type { Engines } from '../engines';
import { learnedFrom } from '../learning/learned-from';
import type { Lesson } from '../learning/lesson';
import { recommendMixins } from '../mixins/recommend';
import { answerPattern } from '../patterns/answer-pattern';
import type { FoundNodes } from '../patterns/similar-nodes';
import { validation } from '../validation/validate';

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

/** Does one job. Same job, same outcome; never throws. */
export function work(job: Job, engines: Engines): JobDone {
  switch (job.operation) {
    case 'validate':
      return validated(job, engines);
    case 'analyze':
      return { outcome: analyze(job.request, engines) };
    case 'pattern':
      return { outcome: answerPattern(job.request, job.similar, engines) };
    case 'mixin':
      return { outcome: answer(recommendMixins(job.request)) };
  }
}

function validated({ request }: JobOf<'validate'>, engines: Engines): JobDone {
  const { outcome, subject } = validation(request, engines);
  if (outcome.kind === 'refusal' || subject === undefined) return { outcome };
  const lesson = learnedFrom(request, outcome.result, subject);
  return lesson === undefined ? { outcome } : { outcome, lesson };
}
