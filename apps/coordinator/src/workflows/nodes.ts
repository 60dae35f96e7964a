import { type OnexNodeType, type Operation } from '#contracts';
import type { Definition } from '../saga/definition';

/** Operations of the workers that can be had as nodes, and the type of each: what only computes, and what is kept. */
const NODES = {
  validate: 'compute',
  analyze: 'compute',
  pattern: 'compute',
  mixin: 'compute',
  stamp: 'effect',
  batch_stamp: 'effect',
  stamp_tree: 'effect',
  verify: 'effect',
} as const satisfies Partial<Record<Operation, OnexNodeType>>;

type NodeOperation = keyof typeof NODES;

const NODE_OPERATIONS = Object.keys(NODES) as readonly NodeOperation[];

/** As long as a node may be waited for. */
const MAX_TIMEOUT_MS = 300_000;

/** `NodeValidateCompute` for validate. */
export const NODE_NAMES: readonly string[] = NODE_OPERATIONS.map((operation) => {
  const words = operation.split('_').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  const type: string = NODES[operation];
  return `Node${words.join('')}${type.charAt(0).toUpperCase()}${type.slice(1)}`;
});

/** One step: the operation that serves the node, its payload as it was given. */
export function nodeDefinition(name: string, nodeType: OnexNodeType): Definition | undefined {
  const operation = NODE_OPERATIONS.find((one) => NODES[one] === nodeType && bare(one) === bare(name));
  if (operation === undefined) return undefined;
  const step = { name, nodeType, operation, payload: ({ input }: { input: Record<string, unknown> }) => input };
  return { stepTimeoutMs: MAX_TIMEOUT_MS, steps: [step] };
}

/** `NodeBatchStampEffect`, `node_batch_stamp_effect` and `batch_stamp` are one name. */
function bare(name: string): string {
  if (name.length > 200) return name;
  return name
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .replace(/^node/, '')
    .replace(/(effect|compute)$/, '');
}
