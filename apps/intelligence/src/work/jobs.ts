import { answer, type Outcome, type RequestOf, type Results } from '#contracts';
import type { Engines } from '../engines';
import { recommendMixins } from '../mixins/recommend';
import { validate } from '../validation/validate';

/** The operations that worker threads do. */
export const JOB_OPERATIONS = ['validate', 'mixin'] as const;
export type JobOperation = (typeof JOB_OPERATIONS)[number];

/** A request of an operation, as the line decoded it. */
export type JobOf<O extends JobOperation> = { readonly operation: O; readonly request: RequestOf<O>['payload'] };
export type Job = { [O in JobOperation]: JobOf<O> }[JobOperation];

export type JobOutcome<O extends JobOperation = JobOperation> = Outcome<Results[O]>;

/** Does one job. Same job, same outcome; never throws. */
export function work(job: Job, engines: Engines): JobOutcome {
  switch (job.operation) {
    case 'validate':
      return validate(job.request, engines);
    case 'mixin':
      return answer(recommendMixins(job.request));
  }
}
