import type { Rule } from '../rule';

type Check = NonNullable<Rule['check']>;

/** A check for conventions of Python code alone. */
export function pythonOnly(check: Check): Check {
  return (subject) => (subject.code.language === 'python' ? check(subject) : []);
}
