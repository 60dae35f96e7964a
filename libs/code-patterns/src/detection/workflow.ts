import { type LoopItem, runsIn, within } from '#code-model';
import type { Facts } from './facts';
import { sign, type Sign } from './feature';
import { byScope } from './scopes';

const STEPS = /(?:^|[._\s])(?:steps?|stages?|phases?|workflow|subtasks|waves)(?:\(\))?$|dependency_order/i;

export function* stepLoops(facts: Facts): Iterable<Sign> {
  for (const loop of facts.code.all('loop')) {
    if (!STEPS.test(loop.over.slice(0, 120).replace(/\([^()]*\)$/, '')) || !awaitsACall(loop)) continue;
    yield sign({ start: loop.start, end: loop.start }, `steps of ${loop.over}`);
  }
}

function awaitsACall(loop: LoopItem): boolean {
  for (const item of within(loop)) if (item.kind === 'call' && item.awaited) return true;
  return false;
}

export function* awaitedSequences(facts: Facts): Iterable<Sign> {
  const owners = new Set(facts.subject.nodes.filter(isOrchestrator).map(({ item }) => item));
  if (owners.size === 0) return;
  const calls = facts.code.all('call').filter(({ awaited, callee }) => awaited && /^self\.\w+/.test(callee));
  for (const [scope, items] of byScope(calls)) {
    const own = scope.kind === 'function' && scope.parent?.kind === 'class' && owners.has(scope.parent);
    const run = items.filter((item) => runsIn(item, scope));
    if (own && run.length >= 3) for (const item of run) yield sign(item, `waits for ${item.callee}`);
  }
}

function isOrchestrator({ kindByBase, kindByName }: Facts['subject']['nodes'][number]): boolean {
  return (kindByBase ?? kindByName) === 'orchestrator';
}

export function* orchestrators(facts: Facts): Iterable<Sign> {
  for (const node of facts.subject.nodes) {
    if (node.certain && isOrchestrator(node)) yield sign(node.item.nameSpan, `orchestrator ${node.item.name}`);
  }
}
