import type { JudgedIssue } from './rule';

export const MAX_SUGGESTIONS = 10;

/** One sentence per piece of advice: errors first, then by how often it applies, then by position. */
export function suggest(issues: readonly JudgedIssue[]): string[] {
  const groups = new Map<string, JudgedIssue[]>();
  for (const judged of issues) {
    const advice = adviceOf(judged);
    const group = groups.get(advice);
    if (group === undefined) groups.set(advice, [judged]);
    else group.push(judged);
  }
  return [...groups.values()]
    .sort((a, b) => errorsIn(b) - errorsIn(a) || b.length - a.length)
    .slice(0, MAX_SUGGESTIONS)
    .map(sentence);
}

function adviceOf({ issue, rule }: JudgedIssue): string {
  return issue.hint ?? rule.hint;
}

function errorsIn(group: readonly JudgedIssue[]): number {
  return group.some(({ issue }) => issue.severity === 'error') ? 1 : 0;
}

function sentence(group: readonly JudgedIssue[]): string {
  const [first] = group;
  if (first === undefined) return '';
  const places = group.length === 1 ? 'line' : `${group.length} places, first at line`;
  return `${first.issue.code}: ${adviceOf(first)} (${places} ${first.issue.line})`;
}
