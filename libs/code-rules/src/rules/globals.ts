import type { Code, Item } from '#code-model';
import { setOf } from '#text';

/** What Node, Deno, Bun and browsers define without an import. */
const GLOBALS = setOf(
  `Bun Date Deno EventSource Math SharedWorker Temporal WebSocket Worker XMLHttpRequest crypto fetch global globalThis
  import process setImmediate setInterval setTimeout window`,
);
const GLOBAL_OBJECT = /^(?:global|globalThis|window)\./;

/** Whether a first name is one the language itself defines. Python's are no different from the names of a source. */
export function isGlobal({ language }: Code, name: string): boolean {
  return language !== 'python' && GLOBALS.has(name);
}

/** `globalThis.fetch` is `fetch`. */
export function withoutGlobalObject(path: string): string {
  return path.replace(GLOBAL_OBJECT, '');
}

const BOUND = new WeakMap<Code, ReadonlySet<string>>();

/** Whether a TypeScript or JavaScript source has a variable, function, class or parameter of this name anywhere. */
export function isBound(code: Code, name: string): boolean {
  if (code.language === 'python') return false;
  const known = BOUND.get(code) ?? new Set(code.items.flatMap((item) => namesOf(item, code)));
  BOUND.set(code, known);
  return known.has(name);
}

const NAME = /[\p{ID_Start}$_][\p{ID_Continue}$]*/gu;
/** Longer lists of parameters are not read to their end. */
const MAX_PARAMETERS = 200;

function namesOf(item: Item, code: Code): readonly string[] {
  if (item.kind === 'class') return [item.name];
  if (item.kind === 'assign') return item.parent?.kind === 'class' ? [] : item.targets;
  if (item.kind === 'lambda') return namesIn(code.source.slice(item.start, item.start + MAX_PARAMETERS).split('=>')[0]);
  if (item.kind !== 'function') return [];
  const own = item.parent?.kind === 'class' ? [] : [item.name];
  return [...own, ...item.parameters.flatMap(({ name }) => namesIn(name.slice(0, MAX_PARAMETERS)))];
}

function namesIn(text = ''): readonly string[] {
  return text.match(NAME) ?? [];
}
