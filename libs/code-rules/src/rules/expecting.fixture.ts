import { type Code, Engines, loadPython, loadTypeScript } from '#code-model';
import { judge } from '../judge';
import type { Finding, Rule } from '../rule';
import { type Asked, subjectOf } from '../subject';
import { RUFF_RULES, RULE_OF_ID } from '../table';

/** `[what it is about, code, findings]`: a finding is its line, and the severity where it is weaker than the rule's. */
export type Case = readonly [about: string, code: string, found: readonly string[], asked?: Partial<Asked>];

/** One test per case: what the rule `id` finds in Python, no more and no less. */
export function expectFindings(rules: readonly Rule[], id: string, cases: readonly Case[]): void {
  expectIn(loadPython(), rules, id, cases);
}

/** As `expectFindings`, of TypeScript. */
export function expectScriptFindings(rules: readonly Rule[], id: string, cases: readonly Case[]): void {
  const loaded = loadTypeScript().then((parse) => (source: string) => parse(source, ['ts']));
  expectIn(loaded, rules, id, cases);
}

/** As `expectFindings`, of all that is told: what ruff finds as well. */
export function expectTold(id: string, cases: readonly Case[]): void {
  const loading = Engines.load(RUFF_RULES);
  for (const [about, source, found, asked] of cases) {
    it(`${id}: ${about}`, async () => {
      const read = (await loading).of('python', source)?.read(source);
      if (read?.kind !== 'read') throw new Error('the source was not read');
      const subject = subjectOf(read.code, { profile: 'imperative', ...asked });
      const level = RULE_OF_ID.get(id)?.severity[subject.profile];
      const told = judge(subject, read.diagnostics).filter(({ rule }) => rule.id === id);
      const shown = told.map(({ issue: { line, severity } }) => `${line}${severity === level ? '' : ` ${severity}`}`);
      expect(shown.sort(byText)).toEqual([...found].sort(byText));
    });
  }
}

function expectIn(
  loaded: Promise<(source: string) => Code>,
  rules: readonly Rule[],
  id: string,
  cases: readonly Case[],
): void {
  for (const [about, source, found, asked] of cases) {
    it(`${id}: ${about}`, async () => {
      const code = (await loaded)(source);
      const subject = subjectOf(code, { profile: 'imperative', ...asked });
      const check = rules.find((rule) => rule.id === id)?.check;
      const show = ({ at, severity }: Finding): string =>
        `${code.place(at).line}${severity === undefined ? '' : ` ${severity}`}`;
      expect([...(check?.(subject) ?? [])].map(show).sort(byText)).toEqual([...found].sort(byText));
    });
  }
}

function byText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
