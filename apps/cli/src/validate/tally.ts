import type { Severity } from '#contracts';
import { EXIT } from '../failure';
import type { CheckedFile, FileReport } from './file-report';
import type { Threshold } from './settings';
import { fails } from './severity';

/** Counts files and issues as they come, and says how the command ends. */
export class Tally {
  files = 0;
  unchecked = 0;
  /** Files that do not pass the threshold. */
  failed = 0;
  belowMinScore = 0;
  /** Issues that were repaired. */
  fixed = 0;
  readonly issues: Record<Severity, number> = { error: 0, warning: 0, info: 0 };
  /** Issues that an answer left out because there were too many. */
  uncounted = 0;

  constructor(private readonly threshold: Threshold) {}

  add(report: FileReport): void {
    this.files += 1;
    if (report.kind === 'unchecked') {
      this.unchecked += 1;
      return;
    }
    for (const { severity } of report.result.issues) this.issues[severity] += 1;
    this.fixed += report.fixed ?? 0;
    this.uncounted += report.result.issues_omitted;
    if (isBelow(report, this.threshold)) this.belowMinScore += 1;
    if (hasFailed(report, this.threshold)) this.failed += 1;
  }

  /** A file that was not checked weighs more than one that failed: nobody knows what is in it. */
  get exitCode(): number {
    if (this.unchecked > 0) return EXIT.usage;
    return this.failed > 0 ? EXIT.no : EXIT.ok;
  }
}

export function isBelow({ result }: CheckedFile, { minScore }: Threshold): boolean {
  return minScore !== undefined && result.quality_score < minScore;
}

export function hasFailed(report: CheckedFile, threshold: Threshold): boolean {
  return report.result.issues.some(({ severity }) => fails(severity, threshold.failOn)) || isBelow(report, threshold);
}
