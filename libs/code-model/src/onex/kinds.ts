import { NODE_TYPES, type NodeType } from '#contracts';
import { lastName, methodsOf } from '../code/code';
import type { ClassItem, FunctionItem } from '../code/items';
import { isData, playsOtherRole } from './roles';

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

/** In snake_case and, for TypeScript, in camelCase. */
const KIND_OF_ENTRY: ReadonlyMap<string, NodeType> = new Map(
  NODE_TYPES.flatMap((kind) => [ENTRY_METHODS[kind], camelCase(ENTRY_METHODS[kind])].map((name) => [name, kind])),
);

function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** The kind that the name of an entry method says. */
export function kindOfEntry(name: string): NodeType | undefined {
  return KIND_OF_ENTRY.get(name);
}

/** Kinds that must be free of effects. */
export const PURE_KINDS: ReadonlySet<NodeType> = new Set(['compute', 'reducer']);

const KIND_ANYWHERE = /(effect|compute|reducer|orchestrator)/i;
const KIND_AT_END = /(effect|compute|reducer|orchestrator)$/i;
/** Of a folder or file: `node_price_compute/node.py`, `node_price_compute.py`, `price.compute.ts`. */
const KIND_OF_PATH =
  /_(effect|compute|reducer|orchestrator)(?:\.py$|\/)|[_.-](effect|compute|reducer|orchestrator)\.[cm]?[jt]sx?$/g;
const NODE_BASES: readonly RegExp[] = [
  /^Node\w*(?:Effect|Compute|Reducer|Orchestrator)/,
  /^Node(?:Core)?Base(?![a-z])/,
  /^ModelService(?:Effect|Compute|Reducer|Orchestrator)/,
  /^Base(?:Effect|Compute|Reducer|Orchestrator)?Node$/,
];

/** The kind a class name ends with, in any case. */
export function kindOfName(name: string): NodeType | undefined {
  return asKind(KIND_AT_END.exec(name)?.[1]);
}

/** The kind a base class stands for: `NodeEffect`, `NodeCompute`, `ModelServiceReducer`, `NodeOrchestratorDeclarative` … */
export function kindOfBase(path: string): NodeType | undefined {
  return isNodeBase(path) ? asKind(KIND_ANYWHERE.exec(lastName(path))?.[1]) : undefined;
}

/** The kind a path names, of its innermost folder or file that names one. */
export function kindOfPath(path: string): NodeType | undefined {
  const last = [...path.matchAll(KIND_OF_PATH)].at(-1);
  return asKind(last?.[1] ?? last?.[2]);
}

/** Whether a base class makes its subclasses nodes. `NodeVisitor` and other nodes of trees do not. */
export function isNodeBase(path: string): boolean {
  const name = lastName(path);
  return NODE_BASES.some((base) => base.test(name));
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
  /** What the name of its entry method says. */
  readonly kindByEntry: NodeType | undefined;
  /** What its `__onex_node_type__` says. */
  readonly kindByMarker: NodeType | undefined;
  /** It inherits a node's base class. */
  readonly hasNodeBase: boolean;
  /** More than the end of its name says that it is a node. */
  readonly certain: boolean;
  /** The methods that do its work, by any accepted name. */
  readonly entries: readonly FunctionItem[];
}

/**
 * `item` as a node: by a node's base, by an entry method that names a kind, by the marker `__onex_node_type__`, or by a
 * name that starts with `Node` or ends with a kind. Models, errors, protocols, handlers and the like are none whatever
 * they end with, unless they inherit a node's base.
 */
export function asNode(item: ClassItem): NodeClass | undefined {
  const methods = methodsOf(item);
  const hasNodeBase = item.bases.some(isNodeBase);
  if (!hasNodeBase && (playsOtherRole(item.name) || isData(item))) return undefined;
  const marker = markerOf(item);
  const kindByEntry = methods.map(({ name }) => KIND_OF_ENTRY.get(name)).find((kind) => kind !== undefined);
  const kindByName = kindOfName(item.name);
  const certain = hasNodeBase || kindByEntry !== undefined || marker !== undefined || isNodeName(item, methods);
  if (!certain && kindByName === undefined) return undefined;
  return {
    item,
    methods,
    kindByName,
    kindByBase: item.bases.map(kindOfBase).find((kind) => kind !== undefined),
    kindByEntry,
    kindByMarker: marker === undefined ? undefined : kindOfName(marker),
    hasNodeBase,
    certain,
    entries: methods.filter(({ name }) => OTHER_ENTRY_METHODS.has(name) || KIND_OF_ENTRY.has(name)),
  };
}

/** `Node…` with a kind at the end, or with something to do: a plain `NodeInfo` is a node of some tree. */
function isNodeName({ name, bases }: ClassItem, methods: readonly FunctionItem[]): boolean {
  if (!/^[Nn]ode[A-Z_]/.test(name)) return false;
  return (
    kindOfName(name) !== undefined ||
    bases.some((base) => lastName(base).startsWith('Handler')) ||
    methods.some((method) => takesContainer(method) || !(/^[_#]/.test(method.name) || isConstructor(method)))
  );
}

/** `__init__` of Python, `constructor` of TypeScript. */
export function isConstructor({ name }: FunctionItem): boolean {
  return name === '__init__' || name === 'constructor';
}

/** Whether a method has a parameter for the container, by name or type. */
export function takesContainer({ parameters }: FunctionItem): boolean {
  return parameters.some(
    ({ name, annotation }) => name === 'container' || annotation?.includes('ModelONEXContainer') === true,
  );
}

function markerOf(item: ClassItem): string | undefined {
  for (const child of item.children) {
    if (child.kind === 'assign' && child.targets[0] === '__onex_node_type__') return child.value?.text;
  }
  return undefined;
}
