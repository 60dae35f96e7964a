import { type LoopItem, runsIn, within } from '#code-model';
import { inherits } from './common';
import type { Facts } from './facts';
import { feature, sign, type Detector, type Sign } from './feature';
import { byScope, inside } from './scopes';

function* dependencies(facts: Facts): Iterable<Sign> {
  for (const word of ['depends', 'prerequisites', 'dependencies']) {
    for (const { name, at, item } of facts.named(word, 'member', 'call')) {
      if (word !== 'depends' || name.endsWith('depends_on') || name === 'dependsOn') {
        if (inside(item, 'loop') !== undefined) yield sign(at, `looks at ${name}`);
      }
    }
  }
  for (const word of ['topological', 'toposort', 'dag'])
    for (const { name, at } of facts.named(word, 'call', 'function')) yield sign(at, name);
}

const STEPS = /(?:^|[._\s])(?:steps?|stages?|phases?|workflow|subtasks|waves)(?:\(\))?$|dependency_order/i;

function* stepLoops(facts: Facts): Iterable<Sign> {
  for (const loop of facts.code.all('loop')) {
    if (!STEPS.test(loop.over.slice(0, 120).replace(/\([^()]*\)$/, '')) || !awaitsACall(loop)) continue;
    yield sign({ start: loop.start, end: loop.start }, `steps of ${loop.over}`);
  }
}

function awaitsACall(loop: LoopItem): boolean {
  for (const item of within(loop)) if (item.kind === 'call' && item.awaited) return true;
  return false;
}

function* sequences(facts: Facts): Iterable<Sign> {
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

function* orchestrators(facts: Facts): Iterable<Sign> {
  for (const node of facts.subject.nodes) {
    if (node.certain && isOrchestrator(node)) yield sign(node.item.nameSpan, `orchestrator ${node.item.name}`);
  }
}

/** Running steps. */
export const WORKFLOW: readonly Detector[] = [
  {
    id: 'orchestration',
    features: [
      feature(0.6, 'depends_on or dependencies looked at in a loop; a topological order', dependencies),
      feature(0.6, 'a loop over steps, stages or phases that awaits a call', stepLoops),
      feature(0.4, 'three calls on members awaited in one method of an orchestrator', sequences),
      feature(0.4, 'an orchestrator node', orchestrators),
      feature(0.5, 'MixinWorkflowExecution among the bases', (facts) => inherits(facts, /^MixinWorkflow/)),
    ],
  },
];
