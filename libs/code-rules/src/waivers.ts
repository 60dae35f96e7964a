import type { Code } from '#code-model';
import type { JudgedIssue } from './rule';

/** Upstream's waiver comments and the rule families each may speak for. Syntax, semantics and security have none. */
const FAMILIES: readonly (readonly [word: string, families: readonly string[]])[] = [
  ['error-ok', ['ERR']],
  ['fallback-ok', ['ERR']],
  ['stub-ok', ['STR']],
  ['io-ok', ['PUR', 'EFF']],
  ['node-purity-ok', ['PUR', 'BAS']],
  ['ai-slop-ok', ['STR']],
  [
    'ONEX_EXCLUDE',
    ['BAS', 'CTR', 'EFF', 'ERR', 'MTH', 'NAM', 'OBS', 'ORC', 'PUR', 'PYD', 'PYT', 'RED', 'STR', 'TOP', 'TYP'],
  ],
];

const WAIVER =
  /(?:#|\/\/|\/\*)\s*(error-ok|fallback-ok|stub-ok|io-ok|node-purity-ok|ai-slop-ok|ONEX_EXCLUDE)\b\s*:?\s*([^\r\n]{0,80})/;

/**
 * Waivers in comments, on the line of a finding or on the one above: generated code may ask for an exception, not grant
 * it. An error becomes a warning that names the waiver; everything else stays what it is.
 */
export class Waivers {
  private readonly byLine = new Map<number, { readonly word: string; readonly reason: string }>();

  constructor(code: Code) {
    for (const comment of code.comments) {
      const [, word, reason = ''] = WAIVER.exec(code.text(comment)) ?? [];
      if (word !== undefined) this.byLine.set(code.place(comment).line, { word, reason: reason.trim() });
    }
  }

  applied(judged: JudgedIssue): JudgedIssue {
    const { issue, rule } = judged;
    if (issue.severity !== 'error' || this.byLine.size === 0) return judged;
    const waiver = this.byLine.get(issue.line) ?? this.byLine.get(issue.line - 1);
    if (waiver === undefined || !covers(waiver.word, rule.id.slice(0, 3))) return judged;
    return { rule, issue: { ...issue, severity: 'warning', message: `${issue.message} (waived by ${waiver.word})` } };
  }
}

function covers(word: string, family: string): boolean {
  return FAMILIES.some(([name, families]) => name === word && families.includes(family));
}
