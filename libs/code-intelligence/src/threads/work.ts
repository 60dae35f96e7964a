import { UNREPORTED, type Report } from '#contracts';
import type { Engines } from '#code-model';
import type { Job, JobDone } from './jobs';

/**
 * Does one job. Same job, same outcome; rejects only when its code cannot be loaded. The code of an operation is loaded
 * with its first job: whoever needs one operation does not wait for the others.
 */
export async function work(job: Job, engines: Engines, report: Report = UNREPORTED): Promise<JobDone> {
  switch (job.operation) {
    case 'validate': {
      const { validateJob } = await import('./validate-job.js');
      return validateJob(job, engines, report);
    }
    case 'analyze': {
      const { analyze } = await import('#code-analysis');
      return { outcome: analyze(job.request, engines, report) };
    }
    case 'pattern': {
      const { answerPattern } = await import('#code-patterns');
      return { outcome: answerPattern(job.request, job.similar, engines) };
    }
    case 'mixin': {
      const { answerMixin } = await import('#code-analysis');
      return { outcome: answerMixin(job.request, engines) };
    }
  }
}
