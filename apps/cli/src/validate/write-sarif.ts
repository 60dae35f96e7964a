import type { Severity, ValidationIssue, ValidationProfile } from '#contracts';
import { RULES, type Rule } from '../intelligence';
import { programVersion } from '../version';
import type { CheckedFile, FileReport } from './file-report';
import { fingerprints } from './fingerprints';
import type { RunInfo } from './run-info';
import { artifactLocation, ROOT } from './sarif-uri';
import { isBelow } from './tally';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

const LEVEL = { error: 'error', warning: 'warning', info: 'note' } as const satisfies Record<Severity, string>;

const RULE_INDEX: ReadonlyMap<string, number> = new Map(RULES.map(({ id }, index) => [id, index]));

/** One SARIF 2.1.0 log of one run, a file's results a line. What could not be checked is a notification of the run. */
export async function* writeSarif(reports: AsyncIterable<FileReport>, run: RunInfo): AsyncGenerator<string> {
  yield `{"$schema":${JSON.stringify(SCHEMA)},"version":"2.1.0","runs":[{${members(runMembers(run))},"results":[`;
  const notifications: object[] = [];
  let separator = '';
  for await (const report of reports) {
    notifications.push(...notificationsOf(report, run));
    const results = report.kind === 'checked' ? resultsOf(report, run.folder) : [];
    if (results.length === 0) continue;
    yield separator + results.map((result) => JSON.stringify(result)).join(',\n');
    separator = ',';
  }
  yield `],"invocations":${JSON.stringify([invocation(run, notifications)])}}]}`;
}

/** The members of an object, without its braces: more follow. */
function members(object: object): string {
  return JSON.stringify(object).slice(1, -1);
}

function runMembers({ settings }: RunInfo): object {
  const version = programVersion();
  const rules = RULES.map((rule) => descriptor(rule, settings.question.profile ?? 'imperative'));
  return {
    tool: { driver: { name: 'omni', version, semanticVersion: version, rules } },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { [ROOT]: { description: { text: 'The folder that omni ran in.' } } },
  };
}

function descriptor({ id, title, hint, source, dimension, severity }: Rule, profile: ValidationProfile): object {
  const level = severity[profile];
  return {
    id,
    shortDescription: { text: title },
    help: { text: hint },
    defaultConfiguration: level === 'off' ? { enabled: false } : { level: LEVEL[level] },
    properties: { tags: [dimension], dimension, source },
  };
}

function resultsOf({ path, issues, source }: CheckedFile, folder: string): readonly object[] {
  const known = fingerprints(issues, source);
  const at = artifactLocation(path, folder);
  return issues.map((issue, index) => ({
    ruleId: issue.code,
    ruleIndex: RULE_INDEX.get(issue.code),
    level: LEVEL[issue.severity],
    message: message(issue.message),
    locations: [{ physicalLocation: { artifactLocation: at, region: region(issue) } }],
    partialFingerprints: { 'ruleAndLine/v1': known[index] },
  }));
}

function region({ line, column, end_line, end_column }: ValidationIssue): object {
  return { startLine: line, startColumn: column, endLine: end_line, endColumn: end_column };
}

/** Braces are placeholders unless doubled (3.11.5). */
function message(text: string): { readonly text: string } {
  return { text: text.replace(/[{}]/g, '$&$&') };
}

function notificationsOf(report: FileReport, { settings, folder }: RunInfo): readonly object[] {
  if (report.kind === 'unchecked') {
    const { code, message: said } = report.problem;
    return [notification('error', code, said, report, folder)];
  }
  if (!isBelow(report, settings.threshold)) return [];
  const { quality_score: quality } = report.result;
  const said = `the quality ${quality} is below ${settings.threshold.minScore}`;
  return [notification('warning', 'below_min_score', said, report, folder)];
}

function notification(level: string, id: string, said: string, { path }: FileReport, folder: string): object {
  const physicalLocation = { artifactLocation: artifactLocation(path, folder) };
  return { level, descriptor: { id }, message: message(said), locations: [{ physicalLocation }] };
}

/** A run did what it was for when every file was checked, whatever was found. */
function invocation({ tally }: RunInfo, toolExecutionNotifications: readonly object[]): object {
  const { exitCode, unchecked } = tally;
  return { executionSuccessful: unchecked === 0, exitCode, toolExecutionNotifications };
}
