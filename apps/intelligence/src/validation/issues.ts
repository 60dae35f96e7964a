import type { Severity, ValidationIssue } from '#contracts';
import type { Diagnostic, Findings, UnfinishedReason } from '../python/findings';
import { type Dimension, type Rule, RULES } from './rules';

/** An issue before it goes on the wire, with what scores and suggestions need to know of it. */
export interface JudgedIssue {
  readonly issue: ValidationIssue;
  readonly dimension: Dimension;
  readonly advice: string;
}

/** Names from the code stand in the engine's messages; a reply must not grow with them. */
export const MAX_MESSAGE_LENGTH = 300;

const UNFINISHED: Readonly<Record<UnfinishedReason, string>> = {
  trap: 'The code is too deeply nested to be parsed',
  timeout: 'The code could not be checked in the time allowed',
  crash: 'The code could not be checked: the engine gave up on it',
};

/**
 * Findings as issues, by position and then by rule. In a snippet (no import at all) undefined PascalCase names are
 * warnings: generated fragments name models and enums whose imports stand elsewhere.
 */
export function judge(findings: Findings): JudgedIssue[] {
  if (findings.kind === 'unfinished') return [unfinished(findings.reason)];
  return findings.diagnostics
    .flatMap((diagnostic) => {
      const rule = RULES.get(diagnostic.rule);
      return rule === undefined ? [] : [judged(diagnostic, rule, findings.isSnippet)];
    })
    .sort(byPosition);
}

function judged(diagnostic: Diagnostic, rule: Rule, isSnippet: boolean): JudgedIssue {
  const { line, column, endLine, endColumn } = diagnostic;
  const issue = {
    code: rule.code,
    severity: isSnippet ? severityInSnippet(diagnostic, rule) : rule.severity,
    message: shorten(diagnostic.message),
    line,
    column,
    end_line: endLine,
    end_column: endColumn,
    rule: diagnostic.rule,
  };
  return { issue, dimension: rule.dimension, advice: rule.advice };
}

function severityInSnippet(diagnostic: Diagnostic, rule: Rule): Severity {
  return diagnostic.rule === 'F821' && /`\p{Lu}[\p{L}\p{N}]*`/u.test(diagnostic.message) ? 'warning' : rule.severity;
}

function unfinished(reason: UnfinishedReason): JudgedIssue {
  const place = { line: 1, column: 1, end_line: 1, end_column: 1 };
  const message = UNFINISHED[reason];
  const issue = { code: 'SYN-002', severity: 'error', message, ...place, rule: `engine-${reason}` } as const;
  return { issue, dimension: 'syntax', advice: 'split the code into smaller, flatter parts' };
}

/** Cut between characters, not inside a surrogate pair. */
function shorten(message: string): string {
  if (message.length <= MAX_MESSAGE_LENGTH) return message;
  return `${message.slice(0, MAX_MESSAGE_LENGTH - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

function byPosition({ issue: a }: JudgedIssue, { issue: b }: JudgedIssue): number {
  return a.line - b.line || a.column - b.column || compare(a.rule, b.rule) || compare(a.message, b.message);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
