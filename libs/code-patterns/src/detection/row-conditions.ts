import type { Argument, CallItem, FunctionItem, Value } from '#code-model';
import { isCalledOn } from './common';
import { wordsOf } from './identifiers';
import { regExpOf, type Row, type SoughtArgument } from './row';
import type { Candidate } from './row-sources';
import { inside, scopeOf } from './scopes';

export type Condition = (candidate: Candidate) => boolean;

/** What a row asks of a candidate beside what it is. */
export function conditionsOf(row: Row): readonly Condition[] {
  return [...ofAny(row), ...ofCalls(row), ...ofFunctions(row)];
}

function* ofAny({ like, unlike, inside: around, outside, async: asynchronous }: Row): Iterable<Condition> {
  if (like !== undefined) yield named(regExpOf(like));
  if (unlike !== undefined) yield not(named(regExpOf(unlike)));
  if (around !== undefined) yield ({ item }) => around.some((kind) => inside(item, kind) !== undefined);
  if (outside !== undefined) {
    const functions = regExpOf(outside);
    yield ({ item }) => {
      const scope = scopeOf(item);
      return scope.kind !== 'function' || !functions.test(scope.name);
    };
  }
  if (asynchronous) yield ({ item }) => item.kind === 'loop' && item.async;
}

function* ofCalls({ on, argument, arguments: count }: Row): Iterable<Condition> {
  if (on !== undefined) {
    const words = new Set(on);
    yield ofCall((call) => isCalledOn(call, words));
  }
  if (argument !== undefined) {
    const find = argumentFinder(argument);
    yield ofCall((call) => find(call) !== undefined);
  }
  if (count === 'none') yield ofCall((call) => call.arguments.length === 0);
  if (count === 'some') yield ofCall((call) => call.arguments.length > 0);
  if (count === 'several')
    yield ofCall(({ arguments: [first, second] }) => first?.spread === true || second !== undefined);
}

function* ofFunctions({ words, decorated, takes }: Row): Iterable<Condition> {
  if (words !== undefined) {
    const known = new Set(words);
    yield ({ name }) => wordsOf(name).some((word) => known.has(word));
  }
  if (decorated !== undefined) {
    const find = decoratorFinder(decorated);
    yield ofFunction((item) => find(item) !== undefined);
  }
  if (takes === 'nothing') yield ofFunction(({ parameters }) => parameters.length === 0);
  if (takes === 'something')
    yield ofFunction(({ parameters }) => parameters.some(({ name }) => name !== 'self' && name !== 'cls'));
}

export function argumentFinder({ name, path, text }: SoughtArgument): (call: CallItem) => Argument | undefined {
  const [names, paths, texts] = [name, path, text].map((one) => (one === undefined ? undefined : regExpOf(one)));
  return (call) =>
    call.arguments.find(
      (one) =>
        names?.test(one.name) === true ||
        paths?.test(one.value.path) === true ||
        texts?.test(one.value.text ?? '') === true,
    );
}

export function decoratorFinder(decorated: string): (item: FunctionItem) => Value | undefined {
  const pattern = regExpOf(decorated);
  return ({ decorators }) => decorators.find(({ path }) => pattern.test(path));
}

function named(pattern: RegExp): Condition {
  return ({ name }) => pattern.test(name);
}

function not(condition: Condition): Condition {
  return (candidate) => !condition(candidate);
}

function ofCall(condition: (call: CallItem) => boolean): Condition {
  return ({ item }) => item.kind === 'call' && condition(item);
}

function ofFunction(condition: (item: FunctionItem) => boolean): Condition {
  return ({ item }) => item.kind === 'function' && condition(item);
}
