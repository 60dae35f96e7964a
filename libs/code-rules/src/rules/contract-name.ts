import { type ClassItem, lastName } from '#code-model';
import type { Finding, Subject } from '../rule';

const WORD = /[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+/g;
const KINDS: ReadonlySet<string> = new Set(['effect', 'compute', 'reducer', 'orchestrator']);
const FILLERS: ReadonlySet<string> = new Set(['model', 'node', 'contract']);
const CONTRACT_BASE = /^ModelContract(?:Base|Effect|Compute|Reducer|Orchestrator)$/;
/** Longer names are no contract of a node, and not worth splitting. */
const MAX_NAME = 100;

/** Contract classes of nodes that are not called `ModelContract<Kind>`. */
export function* misnamedContracts({ code }: Subject): Iterable<Finding> {
  for (const item of code.all('class')) {
    const message = flawOf(item);
    if (message !== undefined) yield { at: item.nameSpan, message };
  }
}

function flawOf({ name, bases }: ClassItem): string | undefined {
  if (name.startsWith('_') || name.startsWith('Node') || name.length > MAX_NAME) return undefined;
  const words = (name.match(WORD) ?? []).map((word) => word.toLowerCase());
  const kind = words.find((word) => KINDS.has(word));
  const inherits = bases.some((base) => CONTRACT_BASE.test(lastName(base)));
  if (inherits && kind === undefined) {
    return `Contract class \`${name}\` names none of the kinds Effect, Compute, Reducer, Orchestrator`;
  }
  if (inherits && name.startsWith('ModelContract')) return undefined;
  const onlyContract = words.includes('contract') && words.every((word) => KINDS.has(word) || FILLERS.has(word));
  if (kind === undefined || (!inherits && !onlyContract)) return undefined;
  const expected = `ModelContract${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
  return name === expected ? undefined : `Contract class \`${name}\` is not called \`${expected}\``;
}
