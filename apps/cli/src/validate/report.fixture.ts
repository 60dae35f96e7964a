import type { ValidationIssue, ValidationResult } from '#contracts';
import type { CheckedFile, FileReport } from './file-report';
import type { RunInfo, Writer } from './run-info';
import { Tally } from './tally';

export function issue(more: Partial<ValidationIssue> = {}): ValidationIssue {
  const place = { line: 1, column: 1, end_line: 1, end_column: 2 };
  return { code: 'SEM-001', severity: 'error', message: 'Undefined name `x`', rule: 'F821', ...place, ...more };
}

/** A file that was checked, with these issues, all of them listed. */
export function checked(
  path: string,
  source: string,
  issues: readonly ValidationIssue[] = [],
  more: Partial<ValidationResult> = {},
): CheckedFile {
  const result: ValidationResult = {
    is_valid: !issues.some(({ severity }) => severity === 'error'),
    quality_score: 0.75,
    onex_compliance_score: 1,
    issues: [...issues],
    dimensions: { syntax: 1 },
    language: 'python',
    validation_type: 'full',
    issues_omitted: 0,
    suggestions: [],
    ...more,
  };
  return { kind: 'checked', path, source, result, issues, omitted: result.issues_omitted };
}

/** What a writer makes of the reports, with the defaults of the command. */
export async function written(
  writer: Writer,
  reports: readonly FileReport[],
  settings: Partial<RunInfo['settings']> = {},
): Promise<string> {
  const threshold = settings.threshold ?? { failOn: 'error', minScore: undefined };
  const tally = new Tally(threshold);
  const question = { nodeType: undefined, profile: undefined, type: 'full' } as const;
  const run: RunInfo = {
    settings: { question, quiet: false, ...settings, threshold },
    tally,
    paint: (_style, text) => text,
    folder: '/repository',
  };
  const pieces: string[] = [];
  for await (const piece of writer(counted(reports, tally), run)) pieces.push(piece);
  return `${pieces.join('\n')}\n`;
}

async function* counted(reports: readonly FileReport[], tally: Tally): AsyncGenerator<FileReport> {
  for (const report of reports) {
    tally.add(report);
    yield report;
  }
}
