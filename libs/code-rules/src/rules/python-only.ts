import type { Rule } from '../rule';

type Check = NonNullable<Rule['check']>;

/** A check for what only Python has, or what upstream asks of Python code alone; `docs/intelligence` says why of each. */
export function pythonOnly(check: Check): Check {
  return (subject) => (subject.code.language === 'python' ? check(subject) : []);
}
