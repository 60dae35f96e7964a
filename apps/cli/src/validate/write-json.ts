import type { FileReport } from './file-report';
import type { RunInfo } from './run-info';

/** Of this form of output: moves when a member changes its meaning or goes. */
const VERSION = 1;

/** One JSON object, a file a line. */
export async function* writeJson(reports: AsyncIterable<FileReport>, { tally }: RunInfo): AsyncGenerator<string> {
  yield `{"version":${VERSION},"files":[`;
  let separator = '';
  for await (const report of reports) {
    yield separator + JSON.stringify(asJson(report));
    separator = ',';
  }
  const { files, unchecked, failed, belowMinScore, issues, uncounted, exitCode } = tally;
  const { error: errors, warning: warnings, info: infos } = issues;
  const counts = { files, failed, unchecked, errors, warnings, infos, issues_omitted: uncounted };
  yield `],"summary":${JSON.stringify({ ...counts, below_min_score: belowMinScore, exit_code: exitCode })}}`;
}

function asJson(report: FileReport): object {
  if (report.kind === 'unchecked') return { path: report.path, error: report.problem };
  const { path, result, issues, omitted, fixed } = report;
  return {
    path,
    language: result.language,
    is_valid: result.is_valid,
    quality_score: result.quality_score,
    onex_compliance_score: result.onex_compliance_score,
    dimensions: result.dimensions,
    deductions: result.deductions,
    metrics: result.metrics,
    issues,
    issues_omitted: omitted,
    ...(fixed !== undefined && { fixed }),
  };
}
