import type { Severity, ValidationIssue } from '#contracts';
import { BIOME_RULES, type Diagnostic, methodsOf, type Place, type UnfinishedReason } from '#code-model';
import { checkContracts, type ContractFinding } from './contracts/check-contracts';
import type { Finding, JudgedIssue, Level, Rule, Subject } from './rule';
import { CHECKS, RULE_OF_ID, RULE_OF_RUFF } from './table';
import { Waivers } from './waivers';

/** Names from the code stand in messages; a reply must not grow with them. */
export const MAX_MESSAGE_LENGTH = 300;

/** A rule that finds more in one source has made its point. */
const MAX_FINDINGS_PER_RULE = 100;

/**
 * Everything that is wrong, by position and then by rule. Code that does not compile is judged by what the parser says
 * and by its contracts only: the rest would be about what the error made of it.
 */
export function judge(subject: Subject, diagnostics: readonly Diagnostic[]): JudgedIssue[] {
  const found = diagnostics.flatMap((diagnostic) => ofEngine(diagnostic, subject) ?? []);
  const broken = found.some(({ rule, issue }) => rule.dimension === 'syntax' && issue.severity === 'error');
  const checked = broken ? [] : CHECKS.flatMap((rule) => ofRule(rule, subject));
  const engines = broken ? found.filter(({ rule }) => rule.dimension === 'syntax') : found;
  const waivers = new Waivers(subject.code);
  return mostSevereOfEach([...checked, ...engines])
    .map((judged) => waivers.applied(judged))
    .concat(ofContracts(subject))
    .sort(byPosition);
}

/** Of the findings of one rule that speak of one place, the most severe; of equally severe ones the first. */
function mostSevereOfEach(found: readonly JudgedIssue[]): JudgedIssue[] {
  const kept = new Map<string, JudgedIssue[]>();
  for (const judged of found.toSorted(bySeverity)) {
    const key = `${judged.rule.id} ${judged.issue.line}`;
    const others = kept.get(key) ?? [];
    kept.set(key, others);
    if (!others.some((other) => isSameMistake(judged, other))) others.push(judged);
  }
  return [...kept.values()].flat();
}

function bySeverity({ issue: a }: JudgedIssue, { issue: b }: JudgedIssue): number {
  return STRENGTH[b.severity] - STRENGTH[a.severity];
}

/** A check and an engine that overlap mean one mistake; findings of one engine only where they begin alike. */
function isSameMistake({ issue: a }: JudgedIssue, { issue: b }: JudgedIssue): boolean {
  if (a.column === b.column) return a.rule !== b.rule;
  return isOfEngine(a) !== isOfEngine(b) && contains(a, b) !== contains(b, a);
}

function isOfEngine({ rule }: ValidationIssue): boolean {
  return RULE_OF_RUFF.has(rule) || BIOME_RULES.has(rule);
}

/** Whether `b`, on the line on which `a` begins, lies in it. */
function contains(a: ValidationIssue, b: ValidationIssue): boolean {
  const end = a.end_line === a.line ? a.end_column : Number.POSITIVE_INFINITY;
  const endOfB = b.end_line === b.line ? b.end_column : Number.POSITIVE_INFINITY;
  return a.column <= b.column && endOfB <= end;
}

function ofRule(rule: Rule, subject: Subject): JudgedIssue[] {
  const level = rule.severity[subject.profile];
  if (level === 'off') return [];
  const judged: JudgedIssue[] = [];
  for (const finding of rule.check?.(subject) ?? []) {
    if (judged.length >= MAX_FINDINGS_PER_RULE) break;
    judged.push(asIssue(rule, level, finding, subject.code.place(finding.at)));
  }
  return judged;
}

function ofEngine(diagnostic: Diagnostic, subject: Subject): JudgedIssue | undefined {
  const biome = subject.code.language === 'python' ? undefined : BIOME_RULES.get(diagnostic.rule);
  const rule = biome === undefined ? RULE_OF_RUFF.get(diagnostic.rule) : RULE_OF_ID.get(biome.code);
  const level = rule?.severity[subject.profile] ?? 'off';
  if (rule === undefined || level === 'off') return undefined;
  const holds = rule.holds?.(diagnostic, subject) ?? true;
  if (holds === false) return undefined;
  const isDoubtful = holds === 'perhaps' || mayBeElsewhere(diagnostic, rule, subject);
  const severity = isDoubtful ? 'warning' : biome?.severity;
  const { rule: detail } = diagnostic;
  const message = rule.messages?.[detail] ?? diagnostic.message;
  const finding = { message, detail, ...(severity !== undefined && { severity }) };
  return asIssue(rule, biome?.severity ?? level, finding, diagnostic);
}

/** Generated fragments name models and enums whose imports stand elsewhere. */
function mayBeElsewhere(found: Diagnostic, { id }: Rule, { isSnippet, code }: Subject): boolean {
  if (id !== 'SEM-001' || !isSnippet) return false;
  return /^\p{Lu}[\p{L}\p{N}]*\p{Ll}[\p{L}\p{N}]*$/u.test(code.text(code.span(found)));
}

function ofContracts(subject: Subject): JudgedIssue[] {
  const { contracts, nodeType, code } = subject;
  if (contracts.readings.length + contracts.unreadable.length === 0) return [];
  const classes = code.all('class').map((item) => ({
    name: item.name,
    bases: item.bases,
    methods: methodsOf(item).map(({ name }) => name),
  }));
  return checkContracts(contracts, { ...(nodeType && { nodeType }), classes }).flatMap((finding) => {
    const rule = RULE_OF_ID.get(finding.rule);
    return rule === undefined ? [] : ofContract(rule, finding, subject);
  });
}

const TOP: Place = { line: 1, column: 1, endLine: 1, endColumn: 1 };

/** Contracts have no place in the code: the first line stands for them, and the message says where in them. */
function ofContract(rule: Rule, { message, path }: ContractFinding, { profile }: Subject): JudgedIssue[] {
  const level = rule.severity[profile];
  if (level === 'off') return [];
  return [asIssue(rule, level, { message: `${path}: ${message}`, detail: 'contract' }, TOP)];
}

/** `finding.severity` is only ever weaker. */
function asIssue(
  rule: Rule,
  level: Exclude<Level, 'off'>,
  finding: Omit<Finding, 'at'>,
  { line, column, endLine, endColumn }: Place,
): JudgedIssue {
  const issue = {
    code: rule.id,
    severity: weaker(level, finding.severity ?? level),
    message: shorten(finding.message),
    line,
    column,
    end_line: endLine,
    end_column: endColumn,
    rule: finding.detail ?? rule.id,
    hint: rule.hints?.[finding.detail ?? ''] ?? rule.hint,
  };
  return { issue, rule };
}

const STRENGTH: Readonly<Record<Severity, number>> = { error: 2, warning: 1, info: 0 };

function weaker(a: Severity, b: Severity): Severity {
  return STRENGTH[a] < STRENGTH[b] ? a : b;
}

const UNFINISHED: Readonly<Record<UnfinishedReason, string>> = {
  trap: 'The code is too deeply nested to be parsed',
  timeout: 'The code could not be checked in the time allowed',
  crash: 'The code could not be checked: the engine gave up on it',
};

/** The one issue of code on which an engine did not finish. */
export function unfinished(reason: UnfinishedReason): JudgedIssue {
  const rule = RULE_OF_ID.get('SYN-002');
  if (rule === undefined) throw new Error('the table has no rule SYN-002');
  return asIssue(rule, 'error', { message: UNFINISHED[reason], detail: `engine-${reason}` }, TOP);
}

/** Cut between characters, not inside a surrogate pair. */
function shorten(message: string): string {
  if (message.length <= MAX_MESSAGE_LENGTH) return message;
  return `${message.slice(0, MAX_MESSAGE_LENGTH - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

function byPosition({ issue: a }: JudgedIssue, { issue: b }: JudgedIssue): number {
  return (
    a.line - b.line ||
    a.column - b.column ||
    compare(a.code, b.code) ||
    compare(a.rule, b.rule) ||
    compare(a.message, b.message)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
