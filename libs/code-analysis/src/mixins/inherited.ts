import { asNode, kindOfName, lastName } from '#code-model';
import type { NodeType } from '#contracts';
import { RECOMMENDABLE } from '#mixins';
import type { Reading } from '../reading';
import type { Scope } from '../survey';

/** No class has more ancestors. */
const MAX_ANCESTORS = 50;

/** The mixins that the nodes of a source inherit, or all its classes where none is a node; a mixin is one itself. */
export function inheritedMixins(reading: Reading): string[] {
  const found = new Set<string>();
  const seen = new Set<Scope>();
  const queue = nodesOf(reading);
  for (let at = queue.shift(); at !== undefined && seen.size < MAX_ANCESTORS; at = queue.shift()) {
    if (seen.has(at) || at.item.kind !== 'class') continue;
    seen.add(at);
    const names = [at.item.name, ...at.item.bases.map((base) => lastName(reading.names.full(base)))];
    for (const mixin of names.flatMap(mixinsIn)) found.add(mixin);
    queue.push(...reading.names.basesOf(at));
  }
  return [...found];
}

/** A mixin is itself; a service class of upstream is a node's base with all that is built into its kind. */
function mixinsIn(name: string): string[] {
  if (/mixin/iu.test(name)) return [name];
  const kind = name.startsWith('ModelService') ? kindOfName(name) : undefined;
  return RECOMMENDABLE.flatMap((entry) => (kind !== undefined && entry.builtInto?.includes(kind) ? entry.name : []));
}

/** The kind of node that the classes say they are. */
export function saidKind(reading: Reading): NodeType | undefined {
  for (const { item } of nodesOf(reading)) {
    const node = item.kind === 'class' ? asNode(item) : undefined;
    const kind = node?.kindByBase ?? node?.kindByMarker ?? node?.kindByEntry ?? node?.kindByName;
    if (kind !== undefined) return kind;
  }
  return undefined;
}

function nodesOf({ survey, classKinds }: Reading): Scope[] {
  const nodes = survey.classes.filter((scope) => classKinds.get(scope) === 'node');
  return nodes.length > 0 ? nodes : [...survey.classes];
}
