import { NODE_TYPES, type NodeType } from '#contracts';
import { lastName, methodsOf } from '../code/code';
import type { ClassItem, FunctionItem } from '../code/items';

/** Suffix of a node's class for each kind. */
export const SUFFIXES: Readonly<Record<NodeType, string>> = {
  effect: 'Effect',
  compute: 'Compute',
  reducer: 'Reducer',
  orchestrator: 'Orchestrator',
};

/** The method of the imperative era that does a node's work, by kind. */
export const ENTRY_METHODS: Readonly<Record<NodeType, string>> = {
  effect: 'execute_effect',
  compute: 'execute_compute',
  reducer: 'execute_reduction',
  orchestrator: 'execute_orchestration',
};

/** Other names real nodes and handlers give the method that does the work. */
export const OTHER_ENTRY_METHODS: ReadonlySet<string> = new Set([
  'process',
  'execute',
  'handle',
  'compute',
  'reduce',
  'orchestrate',
]);

const KIND_ANYWHERE = /(effect|compute|reducer|orchestrator)/i;
const KIND_AT_END = /(effect|compute|reducer|orchestrator)$/i;
const NODE_BASE = /^(?:Node(?!s?$)|ModelService(?=Effect|Compute|Reducer|Orchestrator))\w*$/;
const NOT_A_NODE =
  /^(?:Model|Enum|Protocol|TypedDict|Mixin|Handler|Service|Test|Adapter|Registry|Error)|(?:Error|Exception|Config|Protocol)$/;

/** The kind a class name ends with, in any case. */
export function kindOfName(name: string): NodeType | undefined {
  return asKind(KIND_AT_END.exec(name)?.[1]);
}

/** The kind a base class stands for: `NodeEffect`, `NodeCompute`, `ModelServiceReducer`, `NodeOrchestratorDeclarative` … */
export function kindOfBase(path: string): NodeType | undefined {
  const name = lastName(path);
  return NODE_BASE.test(name) ? asKind(KIND_ANYWHERE.exec(name)?.[1]) : undefined;
}

function asKind(word: string | undefined): NodeType | undefined {
  const lower = word?.toLowerCase();
  return NODE_TYPES.find((kind) => kind === lower);
}

/** A class that is a node, or was meant to be one. */
export interface NodeClass {
  readonly item: ClassItem;
  readonly methods: readonly FunctionItem[];
  /** What its name ends with. */
  readonly kindByName: NodeType | undefined;
  /** What it inherits. */
  readonly kindByBase: NodeType | undefined;
  /** It inherits a node's base class. */
  readonly hasNodeBase: boolean;
  /** The methods that do its work, by any accepted name. */
  readonly entries: readonly FunctionItem[];
}

/**
 * `item` as a node: by a node's base, by a node's name, by a name that ends with a kind, or by an entry method that
 * names a kind. Models, errors, protocols, handlers and the like are none, whatever they end with.
 */
export function asNode(item: ClassItem): NodeClass | undefined {
  const methods = methodsOf(item);
  const hasNodeBase = item.bases.some((base) => NODE_BASE.test(lastName(base)));
  const kindByName = kindOfName(item.name);
  const executes = methods.some(({ name }) => Object.values(ENTRY_METHODS).includes(name));
  const named = !NOT_A_NODE.test(item.name) && (kindByName !== undefined || /^Node[A-Z]/.test(item.name));
  if (!hasNodeBase && !executes && !named) return undefined;
  return {
    item,
    methods,
    kindByName,
    kindByBase: item.bases.map(kindOfBase).find((kind) => kind !== undefined),
    hasNodeBase,
    entries: methods.filter(({ name }) => isEntry(name)),
  };
}

function isEntry(name: string): boolean {
  return OTHER_ENTRY_METHODS.has(name) || Object.values(ENTRY_METHODS).includes(name);
}
