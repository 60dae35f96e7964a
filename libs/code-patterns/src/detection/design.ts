import { type CallItem, type FunctionItem, isData, type Item, lastName, methodsOf, ownerOf } from '#code-model';
import { startOf } from './common';
import type { Facts } from './facts';
import { sign, type Sign } from './feature';
import { groupBy, inside, scopeOf } from './scopes';

/** One call on a member translates at least two names: `self.sdk.send(to=mail.recipient, subj=mail.subject)`. */
export function* translatedCalls(facts: Facts): Iterable<Sign> {
  for (const item of facts.code.all('call')) if (isTranslation(item)) yield sign(item, `${item.callee} in other words`);
}

function isTranslation(item: CallItem): boolean {
  if (!/^self\.\w+\.\w+$/.test(item.callee) || inside(item, 'function') === undefined) return false;
  const renamed = item.arguments.filter(
    ({ name, value }) =>
      name !== '' &&
      value.kind === 'name' &&
      /^\w+\.\w+$/.test(value.path) &&
      !value.path.startsWith('self.') &&
      lastName(value.path) !== name,
  );
  return item.awaited && renamed.length >= 2;
}

/** Errors of others are caught around a call on a member and raised again as ours. */
export function* ourErrors(facts: Facts): Iterable<Sign> {
  for (const item of facts.code.all('raise')) {
    const handler = inside(item, 'handler');
    if (handler === undefined || !item.cause || handler.types.length === 0) continue;
    const foreign = handler.types.every(
      (type) => !/(?:^|\.)(?:\w*Onex\w*|Exception|BaseException|ValidationError|ValueError)$/.test(type),
    );
    if (foreign && /Onex|Error$/.test(item.type ?? ''))
      yield sign(item, `${handler.types.slice(0, 2).join(', ')} becomes ${item.type ?? ''}`);
  }
}

/** What a member answered is put into a model of ours under other names. */
export function* translatedAnswers(facts: Facts): Iterable<Sign> {
  const answers = new Map<Item, Set<string>>();
  for (const item of facts.code.all('assign')) {
    if (item.value?.kind !== 'call' || !/^self\.\w+\.\w+$/.test(item.value.path)) continue;
    const scope = scopeOf(item);
    answers.set(scope, (answers.get(scope) ?? new Set<string>()).add(item.targets[0] ?? ''));
  }
  for (const item of facts.code.all('return')) {
    const call = item.children.find((child): child is CallItem => child.kind === 'call');
    const known = answers.get(scopeOf(item));
    const renamed = call?.arguments.some(
      ({ name, value }) =>
        known?.has(value.path.split('.', 1)[0] ?? '') === true &&
        value.path.includes('.') &&
        lastName(value.path) !== name,
    );
    if (call !== undefined && renamed === true && call.callee.startsWith('Model'))
      yield sign(call, `${call.callee} out of the answer`);
  }
}

const LISTENERS =
  /(?:listener|observer|callback|subscriber|watcher|hook)s?(?:\.\w+)?(?:[([].*)?$|(?:listeners|observers|callbacks|subscribers|watchers|hooks)\b/i;

/** `for listener in listeners: listener(…)`. */
export function* notifications(facts: Facts): Iterable<Sign> {
  for (const loop of facts.code.all('loop')) {
    if (!LISTENERS.test(loop.over.slice(0, 120))) continue;
    const [, variable = ''] =
      /^(?:async\s+)?for\s+(?:const\s+|\(\s*const\s+)?(\w+)/.exec(
        facts.code.source.slice(loop.start, loop.start + 100),
      ) ?? [];
    const ends = ['', '.update', '.notify', '.on_event'];
    const calls = ends.map((end) => facts.callIn(scopeOf(loop), variable + end));
    const called = variable !== '' && calls.some((call) => call !== undefined && inside(call, 'loop') === loop);
    if (called) yield sign(startOf(loop), `calls every one of ${loop.over}`);
  }
}

/** `_instance` on a class, and where it is handed out. */
export function* instances(facts: Facts): Iterable<Sign> {
  for (const item of facts.code.all('assign')) {
    if (item.parent?.kind !== 'class' || !item.targets.some((target) => /^_{0,2}instance$/.test(target))) continue;
    const owner = item.parent;
    const gives = methodsOf(owner).some(({ name }) =>
      /^(?:__new__|__call__|get_?instance|instance|shared|get)$/i.test(name),
    );
    if (gives) yield sign(item, `${owner.name}.${item.targets[0] ?? ''}`);
  }
}

/** A module's own `_x = None` that a function fills. */
export function* lazyGlobals(facts: Facts): Iterable<Sign> {
  const empty = new Set(
    facts.code
      .all('assign')
      .flatMap(({ parent, value, targets: [target = ''] }) =>
        parent?.kind === 'module' && value?.kind === 'none' ? [target] : [],
      ),
  );
  if (empty.size === 0) return;
  for (const item of facts.code.all('assign')) {
    const scope = scopeOf(item);
    const [target = ''] = item.targets;
    if (
      scope.kind === 'function' &&
      empty.has(target) &&
      item.value?.kind === 'call' &&
      declaresGlobal(facts, scope, target)
    )
      yield sign(item, `${target} made once`);
  }
}

/** `global` is no item. */
function declaresGlobal(facts: Facts, scope: FunctionItem, name: string): boolean {
  return new RegExp(`\\bglobal\\s[\\w ,]*\\b${name.replace(/\W/g, '')}\\b`).test(
    facts.code.source.slice(scope.start, Math.min(scope.end, scope.start + 5_000)),
  );
}

/** Methods that return self, at least two of a class; not those Python or pydantic ask for. */
export function* fluentMethods(facts: Facts): Iterable<Sign> {
  const methods = facts.code.all('return').flatMap((item) => {
    const scope = scopeOf(item);
    if (item.value?.kind !== 'name' || !/^(?:self|this)$/.test(item.value.path) || scope.kind !== 'function') return [];
    return scope.name.startsWith('__') || scope.decorators.length > 0 ? [] : [scope];
  });
  const groups = groupBy(new Set(methods), ownerOf);
  groups.delete(undefined);
  for (const items of groups.values())
    if (items.length >= 2) for (const item of items) yield sign(item.nameSpan, `${item.name} returns self`);
}

/** `builder = builder.with_x(…)`, twice, or a chain that ends in build(). */
export function* replacedVariables(facts: Facts): Iterable<Sign> {
  const again = facts.code
    .all('assign')
    .filter(
      ({ targets: [target = ''], value }) =>
        value?.kind === 'call' && /^\w+$/.test(target) && value.path.startsWith(`${target}.`),
    );
  for (const [name, items] of groupBy(again, ({ targets: [target = ''] }) => target))
    if (items.length >= 2 && /build|query|plan|stmt/i.test(name))
      for (const item of items) yield sign(item, `${name} step by step`);
}

export function* buildMethods(facts: Facts): Iterable<Sign> {
  for (const item of facts.code.all('function')) {
    if (item.name !== 'build') continue;
    const owner = ownerOf(item);
    if (owner !== undefined && !isData(owner)) yield sign(item.nameSpan, 'build');
  }
}
