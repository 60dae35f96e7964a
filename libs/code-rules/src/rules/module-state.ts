import { around, type AssignItem, type Code, type Item } from '#code-model';
import type { Subject } from '../rule';
import { callsNamed } from './calls';
import { headOf } from './imported-names';

/** Something that outlives a call is changed in it. */
export interface Change {
  readonly at: Item;
  readonly name: string;
}

/** Where functions of a TypeScript or JavaScript source change a variable of their module, or what it holds. */
export function* moduleChanges(subject: Subject, methods: readonly string[]): Iterable<Change> {
  const { code } = subject;
  const variables = variablesOf(code);
  if (variables.size === 0) return;
  const change = (at: Item, path: string): Change | undefined => {
    const name = headOf(path);
    const holds = variables.get(name);
    return holds === undefined || (path !== name && !holds) || !runsLater(at) ? undefined : { at, name };
  };
  for (const item of code.all('assign')) yield* present(item.targets.map((target) => change(item, target)));
  for (const item of code.all('operation')) {
    const isStep = item.operators[0] === '++' || item.operators[0] === '--';
    if (isStep && item.children.length === 0) yield* present([change(item, item.operands[0] ?? '')]);
  }
  for (const { call } of callsNamed(subject, methods)) {
    if (/^[^.]+\.[^.]+$/.test(call.callee)) yield* present([change(call, call.callee)]);
  }
}

function present(changes: readonly (Change | undefined)[]): Change[] {
  return changes.filter((change) => change !== undefined);
}

function runsLater(item: Item): boolean {
  return around(item, 'function') !== undefined || around(item, 'lambda') !== undefined;
}

const COLLECTIONS: ReadonlySet<string> = new Set(['Array', 'Map', 'Set', 'WeakMap', 'WeakSet']);

/** Whether a value is a collection that can be changed. */
export function isCollection({ value }: AssignItem): boolean {
  if (value === undefined) return false;
  return value.kind === 'list' || value.kind === 'dict' || (value.kind === 'call' && COLLECTIONS.has(value.path));
}

/** The variables of the module that nothing else is named like, and whether each holds a collection. */
function variablesOf(code: Code): ReadonlyMap<string, boolean> {
  const variables = new Map<string, boolean>();
  const others = new Set(code.all('function').flatMap(({ parameters }) => parameters.map(({ name }) => name)));
  for (const item of code.all('assign')) {
    if (!isDeclaration(item, code)) continue;
    for (const target of item.targets) {
      if (item.parent === code.module) variables.set(target, isCollection(item));
      else others.add(target);
    }
  }
  for (const name of others) variables.delete(name);
  return variables;
}

const DECLARES = /(?:\b(?:const|let|var)\s+|,\s*)$/;

function isDeclaration({ start }: AssignItem, { source }: Code): boolean {
  return DECLARES.test(source.slice(Math.max(0, start - 20), start));
}
