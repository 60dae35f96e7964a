import { setOf } from '#text';
import type { Diagnostic } from '../code/findings';

/** Modules by whose names ruff knows what blocks, waits forever, runs data as code or prints. */
const MODULES = setOf(`
  cloudpickle dill httpx io jsonpickle marshal os pathlib pickle requests shelve subprocess sys time typing yaml`);
const TYPES = setOf('Dict FrozenSet List Optional Set Tuple Type Union');

const IMPORTS: ReadonlyMap<string, string> = new Map([
  ...[...MODULES].map((name) => [name, `import ${name}`] as const),
  ...[...TYPES].map((name) => [name, `from typing import ${name}`] as const),
  ['Path', 'from pathlib import Path'],
  ['urllib', 'import urllib.request'],
]);

/** Names that nothing defines, or perhaps a star import. */
const UNDEFINED = /^F(?:405|821)$/;

/** Imports, in one line, of what a source uses by its usual name and does not import; empty where there is none. */
export function missingImports(found: readonly Diagnostic[]): string {
  const undefinedNames = found
    .filter(({ rule }) => UNDEFINED.test(rule))
    .map(({ message }) => /`(\w+)`/.exec(message)?.[1]);
  return [...new Set(undefinedNames)].flatMap((name) => IMPORTS.get(name ?? '') ?? []).join('; ');
}
