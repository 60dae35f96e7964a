import type { Code, ImportItem } from '#code-model';
import type { Subject } from '../rule';
import { isBound, isGlobal, withoutGlobalObject } from './globals';

const NAMES = new WeakMap<Code, ReadonlyMap<string, string>>();

/** What each name of the source that an import binds stands for, as a full dotted path: `dt` is `datetime.datetime`. */
export function importedNames(code: Code): ReadonlyMap<string, string> {
  const known = NAMES.get(code);
  if (known !== undefined) return known;
  const names = new Map(code.all('import').map((item) => [boundName(item), fullName(item)]));
  NAMES.set(code, names);
  return names;
}

/** The name an import binds; of `import a.b` that is `a`. */
export function boundName({ module, name, alias }: ImportItem): string {
  return alias ?? name ?? headOf(module);
}

/** The dotted path of what is imported, with the dots of a relative import before it. A default stands for its module. */
export function fullName({ module, name, alias, level }: ImportItem): string {
  const dots = '.'.repeat(level);
  if (name !== undefined && name !== 'default') return `${dots}${module}.${name}`;
  return dots + (alias === undefined ? headOf(module) : module);
}

/**
 * `path` with its first name replaced by what was imported under it. A path that starts with something else is its own
 * affair, and given back only when it cannot be a variable: a plain name, what the language itself defines, or any path
 * of a fragment without imports.
 */
export function resolved({ code, isSnippet }: Subject, path: string): string {
  const head = headOf(path);
  const imported = importedNames(code).get(head);
  if (imported !== undefined) return imported + path.slice(head.length);
  if (isBound(code, head)) return '';
  if (isGlobal(code, head)) return withoutGlobalObject(path);
  return isSnippet || head === path ? path : '';
}

const END_OF_NAME = /[.([]/;

/** The first name of a path: `os` of `os.environ[]`. */
export function headOf(path: string): string {
  const end = path.search(END_OF_NAME);
  return end < 0 ? path : path.slice(0, end);
}

/** Nobody's modules have longer paths. */
const LONGEST_PATH = 200;

/** Whether a path is one of `modules` or inside one; gives back which. */
export function moduleAround(path: string, modules: ReadonlySet<string>): string | undefined {
  for (let end = Math.min(path.length, LONGEST_PATH); end > 0; end = lastBreak(path, end - 1)) {
    const module = path.slice(0, end);
    if (modules.has(module)) return module;
  }
  return undefined;
}

/** Packages are divided by dots in Python, by slashes in TypeScript. */
function lastBreak(path: string, from: number): number {
  return Math.max(path.lastIndexOf('.', from), path.lastIndexOf('/', from));
}
