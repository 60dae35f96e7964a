import type { Engines } from '#code-model';
import { UNREPORTED, type Report } from '#contracts';
import { validation } from '#code-rules';
import { learnedFrom } from '../learning/learned-from';
import type { JobDone, JobOf } from './jobs';

/** Validates, and says what there is to learn from what it saw. Same job, same outcome; never throws. */
export function validateJob({ request }: JobOf<'validate'>, engines: Engines, report: Report = UNREPORTED): JobDone {
  const { outcome, subject } = validation(request, engines, report);
  if (outcome.kind === 'refusal' || subject === undefined) return { outcome };
  const summary = learnedFrom(request, outcome.result, subject);
  return summary === undefined ? { outcome } : { outcome, summary };
}
