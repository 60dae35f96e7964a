import { type ClassItem, isData, isExemptNode, type Item, type Kind } from '#code-model';
import { startOf } from './common';
import type { Facts } from './facts';
import { sign, type Sign } from './feature';
import type { Given } from './row';
import { byScope, scopeOf } from './scopes';

const BRANCHES: readonly Kind[] = ['if', 'elif', 'case', 'loop', 'handler', 'ternary', 'comprehension'];

function* classes(facts: Facts): Iterable<ClassItem> {
  for (const item of facts.code.all('class')) if (!isData(item) && !item.name.startsWith('Test')) yield item;
}

export function* manyMethods(facts: Facts, { limit }: Given): Iterable<Sign> {
  for (const item of classes(facts)) {
    const { length } = item.children.filter(({ kind }) => kind === 'function');
    if (length > limit) yield sign(item.nameSpan, `${item.name} has ${length} methods`);
  }
}

export function* manyLines(facts: Facts, { limit }: Given): Iterable<Sign> {
  for (const item of classes(facts)) {
    const { line, endLine } = facts.code.place(item);
    if (endLine - line + 1 > limit) yield sign(item.nameSpan, `${item.name} has ${endLine - line + 1} lines`);
  }
}

export function* manyBranches(facts: Facts, { limit }: Given): Iterable<Sign> {
  for (const [scope, items] of byScope(branches(facts))) {
    if (scope.kind === 'function' && items.length > limit)
      yield sign(scope.nameSpan, `${scope.name} has ${items.length} branches`);
  }
}

function branches(facts: Facts): Item[] {
  return BRANCHES.flatMap((kind) => facts.code.all(kind) as readonly Item[]);
}

/** Distinct members a constructor keeps. */
export function* manyServices(facts: Facts, { limit }: Given): Iterable<Sign> {
  for (const [scope, items] of byScope(facts.calls(['get_service', 'getService', 'resolve']))) {
    if (items.length > limit && scope.kind === 'function') yield sign(scope.nameSpan, `${items.length} services`);
  }
}

/** Branches in the methods of nodes, which make them more than a shell. */
export function* branchesInNodes(facts: Facts, { limit }: Given): Iterable<Sign> {
  const nodes = new Set<Item>(
    facts.subject.nodes.filter(({ certain, item }) => certain && !isExemptNode(item.name)).map(({ item }) => item),
  );
  if (nodes.size === 0) return;
  const counts = new Map<Item, number>();
  for (const branch of branches(facts)) {
    const owner = scopeOf(branch).parent;
    if (owner !== undefined && nodes.has(owner)) counts.set(owner, (counts.get(owner) ?? 0) + 1);
  }
  for (const [item, count] of counts)
    if (count > limit && item.kind === 'class') yield sign(item.nameSpan, `${item.name} decides ${count} times`);
}

export function* methodsOfNodes(facts: Facts): Iterable<Sign> {
  for (const { certain, item, methods, entries } of facts.subject.nodes) {
    if (!certain || isExemptNode(item.name)) continue;
    const own = methods.filter(
      (method) =>
        !entries.includes(method) &&
        !/^__|^(?:initialize|shutdown|cleanup|start|stop|close|health_check)/.test(method.name),
    );
    if (own.length >= 3) for (const method of own) yield sign(method.nameSpan, `${method.name} in the node`);
  }
}

/** Python makes a default once; other languages make one at every call. */
export function* sharedDefaults(facts: Facts): Iterable<Sign> {
  if (facts.code.language !== 'python') return;
  for (const { parameters } of facts.code.all('function')) {
    for (const parameter of parameters) {
      const kind = parameter.default?.kind;
      if (kind === 'list' || kind === 'dict' || kind === 'set')
        yield sign(startOf(parameter), `${parameter.name} is shared between calls`);
    }
  }
}

export function* bareHandlers({ code }: Facts): Iterable<Sign> {
  if (code.language !== 'python') return;
  for (const item of code.all('handler')) if (item.types.length === 0) yield sign(startOf(item), 'catches everything');
}
