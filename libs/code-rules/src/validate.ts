import { createHash } from 'node:crypto';
import {
  answer,
  type DomainEvent,
  type Outcome,
  refuse,
  type Report,
  UNREPORTED,
  type ValidateRequest,
  type ValidationIssue,
  type ValidationResult,
  type ValidationType,
} from '#contracts';
import { type Engines, measure, type Metrics, type Reading, share } from '#code-model';
import { declares } from './contracts/declares';
import { readContracts } from './contracts/reading';
import { judge, unfinished } from './judge';
import type { Dimension, JudgedIssue, Profile, Subject } from './rule';
import { score } from './scores';
import { subjectOf } from './subject';
import { suggest } from './suggestions';

/** A reply lists at most this many issues; errors are kept before warnings. */
export const MAX_ISSUES = 200;

/** What each validation type reports and scores. */
export const DIMENSIONS_OF: Readonly<Record<ValidationType, readonly Dimension[]>> = {
  syntax: ['syntax'],
  semantic: ['syntax', 'semantics', 'typing', 'security'],
  compliance: ['syntax', 'compliance'],
  full: ['syntax', 'semantics', 'compliance', 'complexity', 'maintainability', 'documentation', 'typing', 'security'],
};

/**
 * Validates a request on `engines`. Refuses what cannot be judged (`unsupported_language`, `code_too_large`,
 * `code_too_deep`); every other code is answered, at the worst with the one issue SYN-002 where an engine could not
 * finish. Assessed code is announced as `quality_assessed`. Same request, same outcome; never throws.
 */
export function validate(request: ValidateRequest, engines: Engines): Outcome<ValidationResult> {
  return validation(request, engines).outcome;
}

export interface Validation {
  readonly outcome: Outcome<ValidationResult>;
  /** What was looked at; missing where nothing could be read. */
  readonly subject?: Subject;
}

/** As `validate`, for who goes on with what was read. */
export function validation(request: ValidateRequest, engines: Engines, report: Report = UNREPORTED): Validation {
  const engine = engines.of(request.language, request.code_content, request.file_path);
  if (engine === undefined) return { outcome: refuse(engines.unsupported(request.language)) };
  report(0, 'parsing and linting');
  const read = engine.read(request.code_content);
  if (read.kind === 'refused') return { outcome: refuse(read.refusal) };
  report(0.6, 'checking the rules');
  const assessment = assess(request, read);
  const result = resultOf(request, engine, assessment);
  const { subject } = assessment;
  return subject === undefined
    ? { outcome: answer(result) }
    : { outcome: answer(result, [assessed(request, result)]), subject };
}

/** The answer to a request on which an engine gave up or ran out of time. */
export function unfinishedValidation(request: ValidateRequest, reason: 'trap' | 'timeout' | 'crash'): ValidationResult {
  return resultOf(request, { name: request.language }, { issues: [unfinished(reason)], profile: 'imperative' });
}

interface Assessment {
  readonly issues: readonly JudgedIssue[];
  readonly profile: Profile;
  /** Both are missing where an engine did not finish. */
  readonly metrics?: Metrics;
  readonly subject?: Subject;
}

function assess(request: ValidateRequest, read: Exclude<Reading, { kind: 'refused' }>): Assessment {
  const { node_type: nodeType, file_path: filePath } = request;
  const contracts = readContracts(request.contracts ?? []);
  const profile = request.profile ?? declares(contracts).profile ?? 'imperative';
  if (read.kind === 'unfinished') return { issues: [unfinished(read.reason)], profile };
  const { code, diagnostics, lines } = read;
  const asked = { profile, contracts, ...(nodeType && { nodeType }), ...(filePath && { filePath }) };
  const subject = subjectOf(code, asked);
  return { issues: judge(subject, diagnostics), profile, metrics: measure(code, lines), subject };
}

function resultOf(
  request: ValidateRequest,
  { name }: { readonly name: string },
  { issues: all, profile, metrics }: Assessment,
): ValidationResult {
  const dimensions = DIMENSIONS_OF[request.validation_type];
  const reported = all.filter(({ rule }) => dimensions.includes(rule.dimension));
  const issues = mostSevere(reported);
  const scores = score(all, dimensions, metrics);
  return {
    is_valid: !reported.some(isError),
    quality_score: scores.quality,
    onex_compliance_score: scores.compliance,
    issues,
    dimensions: scores.dimensions,
    language: name,
    validation_type: request.validation_type,
    issues_omitted: reported.length - issues.length,
    suggestions: suggest(reported),
    profile,
    deductions: scores.deductions,
    ...(metrics && { metrics: summary(metrics) }),
  };
}

/** Errors before warnings before the rest when there are too many; the order of position is kept. */
function mostSevere(reported: readonly JudgedIssue[]): ValidationIssue[] {
  if (reported.length <= MAX_ISSUES) return reported.map(({ issue }) => issue);
  const warnings = reported.filter(({ issue }) => issue.severity === 'warning');
  const bySeverity = new Set([...reported.filter(isError), ...warnings, ...reported]);
  const chosen = new Set([...bySeverity].slice(0, MAX_ISSUES));
  return reported.filter((judged) => chosen.has(judged)).map(({ issue }) => issue);
}

function isError({ issue }: JudgedIssue): boolean {
  return issue.severity === 'error';
}

/** The figures behind the scores, by name; coverages from 0 to 1, the maintainability index from 0 to 100. */
function summary(metrics: Metrics): Record<string, number> {
  const { lines, functions } = metrics;
  const most = (of: (each: (typeof functions)[number]) => number): number =>
    functions.reduce((max, each) => Math.max(max, of(each)), 0);
  return {
    lines: lines.total,
    code_lines: lines.code,
    comment_lines: lines.comments,
    logical_lines: lines.logical,
    functions: functions.length,
    classes: metrics.classes,
    cyclomatic_complexity: metrics.cyclomatic,
    max_cyclomatic_complexity: most(({ cyclomatic }) => cyclomatic),
    cognitive_complexity: metrics.cognitive,
    max_cognitive_complexity: most(({ cognitive }) => cognitive),
    max_nesting: most(({ nesting }) => nesting),
    max_function_lines: most((each) => each.lines),
    halstead_volume: round(metrics.volume, 2),
    maintainability_index: round(metrics.maintainability, 2),
    docstring_coverage: round(share(metrics.docstrings), 3),
    annotation_coverage: round(share(metrics.annotations), 3),
  };
}

function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}

function assessed(request: ValidateRequest, result: ValidationResult): DomainEvent {
  const digest = (): string => createHash('sha256').update(request.code_content, 'utf8').digest('hex').slice(0, 16);
  return {
    type: 'quality_assessed',
    payload: {
      entity_id: request.file_path || `code:${digest()}`,
      quality_score: result.quality_score,
      onex_compliance: result.onex_compliance_score,
      dimensions: result.dimensions,
    },
  };
}
