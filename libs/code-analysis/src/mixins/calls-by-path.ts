import { lastName } from '#code-model';
import { calledBy } from '../called';
import { excerpt } from '../excerpt';
import type { Reading } from '../reading';
import type { Sign } from './sign';

/** Longer paths are nobody's library. */
const LONGEST_PATH = 200;
const MAX_SIGNS = 3;

/**
 * What is called or decorates, by its path with imports spelled out, by each path above that, and by `.name` for methods:
 * a call of `prometheus_client.Counter` is there for `prometheus_client` too. What the source defines is left out.
 */
export function callsByPath(reading: Reading): ReadonlyMap<string, readonly Sign[]> {
  const { survey, names } = reading;
  const found = new Map<string, Sign[]>();
  for (const { item, scope } of survey.all('call')) {
    if (calledBy(reading, { item, scope })?.kind === 'inside') continue;
    add(found, names.full(item.callee), { line: survey.lineOf(item), seen: `calls ${excerpt(item.callee)}` });
  }
  for (const decorator of survey.functions.flatMap(({ item }) => (item.kind === 'function' ? item.decorators : []))) {
    const sign = { line: reading.code.place(decorator).line, seen: `@${excerpt(decorator.path)}` };
    if (decorator.kind === 'name') add(found, names.full(decorator.path), sign);
  }
  return found;
}

function add(found: Map<string, Sign[]>, path: string, sign: Sign): void {
  if (path.length > LONGEST_PATH) return;
  const method = path.includes('.') ? [`.${lastName(path)}`] : [];
  for (const name of [...method, ...pathsAbove(path)]) {
    const signs = found.get(name);
    if (signs === undefined) found.set(name, [sign]);
    else if (signs.length < MAX_SIGNS) signs.push(sign);
  }
}

/** `a.b.c`, `a.b`, `a`; none of what is called on a result, whose call counts itself. */
function pathsAbove(path: string): string[] {
  const parts = /[()[\]]/u.test(path) ? [] : path.split('.');
  return parts.map((_, index) => parts.slice(0, index + 1).join('.'));
}
