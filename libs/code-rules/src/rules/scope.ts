import type { NodeType } from '#contracts';
import { type ImportItem, type Item, type ItemOf, type Kind, type NodeClass, within } from '#code-model';
import type { Subject } from '../rule';
import { boundName, headOf } from './imported-names';
import { nodesOf } from './nodes';

/** The part of a file that runs as a node of certain kinds. */
export interface Scope {
  /** The node classes of these kinds. */
  readonly classes: readonly NodeClass[];
  /** No node of another kind is in the file: all of it belongs to the scope. */
  readonly whole: boolean;
  /** Whether an item is in the scope. */
  readonly has: (item: Item) => boolean;
  /** The items of a kind that are in the scope. */
  readonly all: <K extends Kind>(kind: K) => readonly ItemOf<K>[];
  /** The imports that are made or used in the scope and run. */
  readonly imports: () => readonly ImportItem[];
}

/**
 * What of the file runs as one of `kinds`: the whole file when it was asked for as such or has no certain node of
 * another kind, else the bodies of the classes of these kinds.
 */
export function scopeOf(subject: Subject, kinds: ReadonlySet<NodeType>): Scope {
  const scopes = SCOPES.get(subject) ?? new Map<ReadonlySet<NodeType>, Scope>();
  SCOPES.set(subject, scopes);
  const known = scopes.get(kinds);
  if (known !== undefined) return known;
  const scope = findScope(subject, kinds);
  scopes.set(kinds, scope);
  return scope;
}

const SCOPES = new WeakMap<Subject, Map<ReadonlySet<NodeType>, Scope>>();

function findScope(subject: Subject, kinds: ReadonlySet<NodeType>): Scope {
  const { code, nodeType } = subject;
  const nodes = nodesOf(subject);
  const asked = nodeType !== undefined && kinds.has(nodeType);
  const classes = nodes.filter((node) => (node.certain || asked || nodeType === undefined) && isOf(node, kinds));
  const mixed = nodes.some((node) => node.certain && kindsOf(node).length > 0 && !isOf(node, kinds));
  const whole = asked ? !mixed || classes.length === 0 : nodeType === undefined && !mixed && classes.length > 0;
  const running = code.all('import').filter(({ typeOnly }) => !typeOnly);
  if (whole) return { classes, whole, has: () => true, all: (kind) => code.all(kind), imports: () => running };
  const bodies = new Set<Item>(classes.map(({ item }) => item));
  return {
    classes,
    whole,
    has: (item) => isInside(item, bodies),
    all: (kind) => (bodies.size === 0 ? [] : code.all(kind).filter((item) => isInside(item, bodies))),
    imports: once(() => {
      const used = namesUsedIn(bodies);
      return running.filter((item) => isInside(item, bodies) || used.has(boundName(item)));
    }),
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** What the class says of itself; the name of its entry method only counts where it says nothing. */
function kindsOf({ kindByName, kindByBase, kindByEntry, kindByMarker }: NodeClass): NodeType[] {
  const said = [kindByName, kindByBase, kindByMarker].filter((kind) => kind !== undefined);
  return said.length === 0 && kindByEntry !== undefined ? [kindByEntry] : said;
}

function isOf(node: NodeClass, kinds: ReadonlySet<NodeType>): boolean {
  return kindsOf(node).some((kind) => kinds.has(kind));
}

/** Whether `item` is one of `bodies` or inside one. */
export function isInside(item: Item, bodies: ReadonlySet<Item>): boolean {
  for (let at: Item | undefined = item; at !== undefined; at = at.parent) if (bodies.has(at)) return true;
  return false;
}

/** First names of the paths in `bodies`, as far as they are items. */
function namesUsedIn(bodies: ReadonlySet<Item>): Set<string> {
  const names = new Set<string>();
  for (const body of bodies) {
    if (body.kind === 'class') for (const base of body.bases) names.add(headOf(base));
    for (const item of within(body)) for (const path of pathsOf(item)) names.add(headOf(path));
  }
  return names;
}

function pathsOf(item: Item): string[] {
  if (item.kind === 'call') return [item.callee, ...item.arguments.map(({ value }) => value.path)];
  if (item.kind === 'member') return [item.path];
  if (item.kind === 'function') return item.decorators.map(({ path }) => path);
  if (item.kind === 'handler') return [...item.types];
  return (item.kind === 'assign' || item.kind === 'return') && item.value !== undefined ? [item.value.path] : [];
}

/** Kinds for `scopeOf`. */
export const EFFECT_KIND: ReadonlySet<NodeType> = new Set(['effect']);
export const COMPUTE_KIND: ReadonlySet<NodeType> = new Set(['compute']);
export const REDUCER_KIND: ReadonlySet<NodeType> = new Set(['reducer']);
export const ORCHESTRATOR_KIND: ReadonlySet<NodeType> = new Set(['orchestrator']);
