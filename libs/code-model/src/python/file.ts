import { codeFileOfPath } from '#contracts';
import { type Code, lastName } from '../code/code';
import type { Diagnostic } from '../code/findings';
import type { Item } from '../code/items';

/** Rules of ruff about names that are used and exported without being defined. */
const UNDEFINED_NAME = 'F821';
const UNDEFINED_EXPORT = 'F822';

/**
 * What of ruff's findings holds for the file they are about. The engine is not told its path and takes every source for
 * a plain module of one version: a stub may use a name before it defines it, a package has a `__path__` and exports its
 * submodules, and code that asks for the version may use what only that version has.
 */
export function ofFile(found: readonly Diagnostic[], code: Code, path: string): readonly Diagnostic[] {
  const allowed = [...exemptionsOf(code, path)];
  return found.filter((one) => !allowed.some((allows) => allows(one)));
}

function* exemptionsOf(code: Code, path: string): Iterable<(found: Diagnostic) => boolean> {
  yield (found) => found.rule === UNDEFINED_NAME && isGuarded(found, code);
  if (/(?:^|[/\\])__init__\.pyi?$/i.test(path)) {
    yield ({ rule }) => rule === UNDEFINED_EXPORT;
    yield (found) => found.rule === UNDEFINED_NAME && nameAt(found, code) === '__path__';
  }
  if (codeFileOfPath(path)?.declares === true) {
    const bound = new Set(code.items.flatMap(boundBy));
    yield (found) => found.rule === UNDEFINED_NAME && bound.has(nameAt(found, code));
  }
}

/** Below a question for the version of Python a name may be one that only other versions have. */
function isGuarded(found: Diagnostic, code: Code): boolean {
  return LATER_BUILTINS.has(nameAt(found, code)) && code.isBelow(VERSION, found);
}

const VERSION = /\bversion_info\b/;

/** Built in since Python 3.13 and later. */
const LATER_BUILTINS = new Set(['PythonFinalizationError', '_IncompleteInputError', 'frozendict', 'sentinel', 'lazy']);

function nameAt(found: Diagnostic, code: Code): string {
  return code.text(code.span(found));
}

function boundBy(item: Item): readonly string[] {
  if (item.kind === 'class' || item.kind === 'function') return [item.name];
  if (item.kind === 'assign') return item.targets.map(lastName);
  return item.kind === 'import' ? [item.alias ?? item.name ?? item.module] : [];
}
