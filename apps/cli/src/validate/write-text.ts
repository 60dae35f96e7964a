import type { ValidationIssue } from '#contracts';
import { columns } from '../columns';
import { oneLine } from '../printable';
import type { Paint } from '../session';
import type { CheckedFile, FileReport, UncheckedFile } from './file-report';
import type { RunInfo } from './run-info';
import { fails } from './severity';
import { markedLine } from './source-line';
import { isBelow, type Tally } from './tally';

/** For people: the files with something to say, each with its issues, and a last line that sums up. */
export async function* writeText(reports: AsyncIterable<FileReport>, run: RunInfo): AsyncGenerator<string> {
  for await (const report of reports) {
    const shown = report.kind === 'unchecked' ? showUnchecked(report, run.paint) : showChecked(report, run);
    if (shown !== '') yield `${shown}\n`;
  }
  if (!run.settings.quiet) yield showTally(run.tally, run.paint);
}

function showUnchecked({ path, problem }: UncheckedFile, paint: Paint): string {
  const { code, message } = problem;
  return `${paint('bold', oneLine(path))}\n  ${paint('red', 'not checked')}  ${code}  ${oneLine(message)}`;
}

function showChecked(report: CheckedFile, { settings, paint }: RunInfo): string {
  const { quiet, threshold } = settings;
  const issues = quiet ? report.issues.filter(({ severity }) => fails(severity, threshold.failOn)) : report.issues;
  const below = isBelow(report, threshold);
  if (issues.length === 0 && !below) return '';
  const { quality_score: quality, onex_compliance_score: compliance } = report.result;
  return [
    `${paint('bold', oneLine(report.path))}  ${paint('dim', `quality ${quality}, compliance ${compliance}`)}`,
    ...(below ? [`  ${paint('red', `the quality is below ${threshold.minScore}`)}`] : []),
    ...showIssues(issues, report.source, paint),
    ...(report.omitted > 0 && !quiet ? [`  … and ${report.omitted} more`] : []),
  ].join('\n');
}

const STYLES = { error: 'red', warning: 'yellow', info: 'dim' } as const;

function showIssues(issues: readonly ValidationIssue[], source: string, paint: Paint): readonly string[] {
  const lines = source.split(/\r\n|\r|\n/);
  const heads = columns(
    issues.map((issue) => head(issue, paint)),
    '  ',
  ).split('\n');
  const advised = new Set<string>();
  return issues.flatMap((issue, index) => {
    const { hint = '' } = issue;
    const isNew = hint !== '' && !advised.has(hint);
    advised.add(hint);
    const advice = isNew ? [`      ${paint('dim', `→ ${oneLine(hint)}`)}`] : [];
    return [heads[index] ?? '', ...quote(issue, lines, paint), ...advice];
  });
}

function head({ line, column, severity, code, message }: ValidationIssue, paint: Paint): readonly string[] {
  return [`${line}:${column}`, paint(STYLES[severity], severity), code, oneLine(message)];
}

/** The line of an issue with its place marked; a place on several lines is marked on the first. */
function quote(issue: ValidationIssue, lines: readonly string[], paint: Paint): readonly string[] {
  const line = lines[issue.line - 1];
  if (line === undefined || line.trim() === '') return [];
  const end = issue.end_line > issue.line ? line.length + 1 : issue.end_column;
  const { text, marks } = markedLine(line, issue.column, end);
  return [`      ${paint('dim', '│')} ${text}`, `      ${paint('dim', '│')} ${paint(STYLES[issue.severity], marks)}`];
}

/** The last line: the verdict and the counts. */
export function showTally(tally: Tally, paint: Paint): string {
  const { error, warning, info } = tally.issues;
  const counts = [
    counted(error, 'error'),
    counted(warning, 'warning'),
    counted(info, 'info'),
    ...(tally.uncounted > 0 ? [`${tally.uncounted} more not listed`] : []),
    ...(tally.belowMinScore > 0 ? [`${tally.belowMinScore} below the minimum score`] : []),
    ...(tally.fixed > 0 ? [`${tally.fixed} fixed`] : []),
    ...(tally.unchecked > 0 ? [`${tally.unchecked} not checked`] : []),
  ].join(', ');
  const text = `${counted(tally.files, 'file')}: ${counts}`;
  return tally.exitCode === 0 ? paint('green', `✓ ${text}`) : paint('red', `✗ ${text}`);
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
