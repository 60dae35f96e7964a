import { NODE_TYPES, type NodeType } from '#contracts';

const KINDS: readonly string[] = [...NODE_TYPES, 'runtime_host'];

const OTHERS =
  'gateway validator transformer aggregator function tool agent model plugin schema node workflow service unknown';

/** The 24 values a contract's `node_type` may have upstream, in any case. */
const ACCEPTED: ReadonlySet<string> = new Set(
  KINDS.flatMap((kind) => [kind, `${kind}_generic`]).concat(OTHERS.split(' ')),
);

/** The kind `nodeType` begins with, whatever its case: `EFFECT_GENERIC` is an effect, `gateway` is none of the four. */
export function kindOf(nodeType: string): NodeType | undefined {
  const value = normalised(nodeType);
  return NODE_TYPES.find((kind) => value === kind || value.startsWith(`${kind}_`));
}

export function isAccepted(nodeType: string): boolean {
  return kindOf(nodeType) !== undefined || ACCEPTED.has(normalised(nodeType));
}

function normalised(nodeType: string): string {
  return nodeType.trim().toLowerCase().replace(/[-. ]/g, '_');
}
