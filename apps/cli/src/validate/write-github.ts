import { resolve } from 'node:path';
import type { Severity, ValidationIssue } from '#contracts';
import type { FileReport } from './file-report';
import type { RunInfo } from './run-info';
import { fails } from './severity';
import { isBelow } from './tally';

const COMMANDS = { error: 'error', warning: 'warning', info: 'notice' } as const satisfies Record<Severity, string>;

/**
 * Workflow commands of GitHub Actions, an annotation a line. Paths are absolute: whatever folder a step runs in, the
 * runner makes them relative to the repository.
 */
export async function* writeGithub(reports: AsyncIterable<FileReport>, run: RunInfo): AsyncGenerator<string> {
  for await (const report of reports) {
    const lines = [...annotations(report, run)];
    if (lines.length > 0) yield lines.join('\n');
  }
}

function* annotations(report: FileReport, { settings, folder }: RunInfo): Generator<string> {
  const { quiet, threshold } = settings;
  const file = resolve(folder, report.path);
  if (report.kind === 'unchecked') {
    const { code, message } = report.problem;
    yield annotation('error', { file, title: code }, message);
    return;
  }
  if (isBelow(report, threshold)) {
    const said = `the quality ${report.result.quality_score} is below ${threshold.minScore}`;
    yield annotation('error', { file, title: 'below_min_score' }, said);
  }
  for (const issue of report.issues) {
    if (quiet && !fails(issue.severity, threshold.failOn)) continue;
    const { code, severity, message, hint } = issue;
    const said = hint === undefined ? message : `${message}\n${hint}`;
    yield annotation(COMMANDS[severity], { file, ...placeOf(issue), title: code }, said);
  }
}

/** Columns count only where an issue is on one line. The last is part of the issue there, and is behind it with us. */
function placeOf({ line, column, end_line, end_column }: ValidationIssue): Record<string, number> {
  if (end_line > line) return { line, endLine: end_line };
  return { line, endLine: end_line, col: column, endColumn: Math.max(column, end_column - 1) };
}

function annotation(command: string, properties: Readonly<Record<string, string | number>>, message: string): string {
  const given = Object.entries(properties).map(([name, value]) => `${name}=${escapedProperty(String(value))}`);
  return `::${command} ${given.join(',')}::${escaped(message)}`;
}

/** As `@actions/core` does. */
function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapedProperty(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
