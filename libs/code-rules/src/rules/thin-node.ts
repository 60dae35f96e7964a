import { type ClassItem, type FunctionItem, isConstructor, type Item, type NodeClass, within } from '#code-model';
import type { Finding } from '../rule';

const ALLOWED_ATTRIBUTES = /^__\w+__$/;
const PROPERTY = /(?:^|\.)(?:cached_)?property$/;

/** What a declarative node has beyond a constructor that hands the container to its base. */
export function* ownParts({ item, methods }: NodeClass): Iterable<Finding> {
  for (const child of item.children) yield* attribute(item, child);
  for (const method of methods) {
    if (isConstructor(method)) yield* ownConstruction(item, method);
    else yield methodFinding(item, method);
  }
}

function* attribute({ name }: ClassItem, child: Item): Iterable<Finding> {
  if (child.kind !== 'assign' || child.operator === '') return;
  const own = child.targets.find((target) => !ALLOWED_ATTRIBUTES.test(target));
  if (own === undefined) return;
  const at = { start: child.start, end: child.end };
  yield { at, message: `Declarative node \`${name}\` has the attribute \`${own}\``, detail: 'attribute' };
}

function methodFinding({ name }: ClassItem, method: FunctionItem): Finding {
  const noun = method.decorators.some(({ path }) => PROPERTY.test(path)) ? 'property' : 'method';
  const message = `Declarative node \`${name}\` has the ${noun} \`${method.name}\``;
  return { at: method.nameSpan, message, detail: noun };
}

/** Anything but `super().__init__(container)` in the constructor. */
function* ownConstruction({ name }: ClassItem, init: FunctionItem): Iterable<Finding> {
  const onlyCalls = init.statements.every((kind) => kind === 'expression' || kind === 'pass');
  if (onlyCalls && !callsAnythingElse(init)) return;
  const message = `The constructor of declarative node \`${name}\` does more than hand the container on`;
  yield { at: init.nameSpan, message, detail: 'constructor' };
}

function callsAnythingElse(init: FunctionItem): boolean {
  for (const item of within(init)) {
    if (item.kind === 'call' && item.callee !== 'super().__init__' && item.callee !== 'super') return true;
  }
  return false;
}
