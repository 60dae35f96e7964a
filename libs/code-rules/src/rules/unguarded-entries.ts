import type { NodeType } from '#contracts';
import { type FunctionItem, lastName, type NodeClass, within } from '#code-model';
import type { Finding, Subject } from '../rule';
import { scopeOf } from './scope';

const KINDS: ReadonlySet<NodeType> = new Set(['effect', 'orchestrator']);
const TRANSPARENT: ReadonlySet<string> = new Set(['override', 'abstractmethod', 'staticmethod', 'classmethod']);

/** Entry methods of effects and orchestrators that wait for something in a class without any `try`. */
export function* unguardedEntries(subject: Subject): Iterable<Finding> {
  for (const node of scopeOf(subject, KINDS).classes) {
    if (hasTry(node)) continue;
    for (const entry of node.entries) {
      if (!waits(entry) || entry.decorators.some(({ path }) => !TRANSPARENT.has(lastName(path)))) continue;
      yield { at: entry.nameSpan, message: `\`${entry.name}\` lets every failure through` };
    }
  }
}

function hasTry({ item }: NodeClass): boolean {
  for (const inner of within(item)) {
    if (inner.kind === 'try' || (inner.kind === 'call' && lastName(inner.callee) === 'catch')) return true;
  }
  return false;
}

function waits(entry: FunctionItem): boolean {
  for (const inner of within(entry)) if (inner.kind === 'await' || (inner.kind === 'with' && inner.async)) return true;
  return false;
}
