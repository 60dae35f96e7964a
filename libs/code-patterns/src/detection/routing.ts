import { type AssignItem, type Item, lastName } from '#code-model';
import { startOf } from './common';
import type { Facts } from './facts';
import { sign, type Sign } from './feature';
import { byScope } from './scopes';

/** A node with nothing but a constructor: all it does stands in its contract. */
export function* thinNodes(facts: Facts): Iterable<Sign> {
  for (const { item, methods, hasNodeBase } of facts.subject.nodes) {
    const thin = methods.every(({ name }) => name === '__init__');
    const [init] = methods;
    if (hasNodeBase && thin && (init === undefined || init.statements.length <= 1))
      yield sign(item.nameSpan, `${item.name} has no code of its own`);
  }
}

const ROUTES = /handler|route|dispatch|command_map/i;
const CLASSES = /class|cls$|type|factory|constructor/i;

/** What is looked up among handlers is called: `handler = self.handlers.get(x)` and `handler(…)`. */
export function* routedHandlers(facts: Facts): Iterable<Sign> {
  const lookups = facts.code.all('assign').filter((item) => looksUp(item, ROUTES));
  for (const [scope, items] of byScope<AssignItem>(lookups)) {
    for (const item of items) {
      const [target = ''] = item.targets;
      if (CLASSES.test(target)) continue;
      const call = ['', '.handle', '.execute', '.run'].some((end) => facts.callIn(scope, target + end) !== undefined);
      if (call) yield sign(item, `${target} looked up and called`);
    }
  }
}

function looksUp({ value, targets }: AssignItem, table: RegExp): boolean {
  if (value === undefined || !/^\w+$/.test(targets[0] ?? '')) return false;
  if (value.kind === 'call') return table.test(value.path) && /\./.test(value.path) && !/get_service/.test(value.path);
  return value.path.endsWith('[]') && table.test(value.path);
}

/** A dictionary whose values are methods that handle something. */
export function* handlerTables(facts: Facts): Iterable<Sign> {
  for (const item of facts.code.all('assign')) {
    if (item.value?.kind !== 'dict') continue;
    const handlers = item.children.filter(
      (child) => child.kind === 'member' && /^self\._?(?:handle|on|process|execute|do|run|op)_/.test(child.path),
    );
    if (handlers.length >= 2) yield sign(startOf(item), `${item.targets[0] ?? ''} holds ${handlers.length} handlers`);
  }
}

/** Cases over an operation, each handed on. */
export function* dispatchingBranches(facts: Facts): Iterable<Sign> {
  const calls = facts.code
    .all('call')
    .filter(({ callee }) => /^self\._?(?:handle|execute|process|on|do)_\w+$/.test(callee));
  for (const items of byScope(calls.filter(({ parent }) => isBranch(parent))).values()) {
    const conditional = items.filter((item) =>
      /oper|action|command|kind|type|event|method/i.test(conditionAround(item)),
    );
    if (new Set(conditional.map(({ callee }) => callee)).size >= 3)
      for (const item of conditional) yield sign(item, `hands on to ${lastName(item.callee)}`);
  }
}

function isBranch(item: Item | undefined): boolean {
  return item !== undefined && ['return', 'await', 'assign', 'if', 'elif', 'case', 'else'].includes(item.kind);
}

function conditionAround(item: Item): string {
  for (let at = item.parent; at !== undefined && at.kind !== 'function'; at = at.parent) {
    if (at.kind === 'if' || at.kind === 'elif') return at.condition;
    if (at.kind === 'case') return 'type';
  }
  return '';
}
