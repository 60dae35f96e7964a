import type { Finding, Subject } from '../rule';

const PASCAL_CASE = /^[_$]*[A-Z][A-Za-z0-9$]*$/;

/** Classes of TypeScript that are not in PascalCase; ruff looks after Python's. How functions are cased is custom. */
export function* misspelledClasses({ code }: Subject): Iterable<Finding> {
  if (code.language === 'python') return;
  for (const { name, nameSpan } of code.all('class')) {
    if (name === '' || PASCAL_CASE.test(name) || !/^[\w$]+$/.test(name)) continue;
    yield { at: nameSpan, message: `Class name \`${name}\` is not in PascalCase` };
  }
}
