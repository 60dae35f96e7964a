import { isObject, MAX_DEPTH, member } from '#contracts';
import { BudgetSpent, type Budget } from './budget';

/**
 * How the objects of a schema are read. `written`: as the keywords say. `closed`: a writer writes the members it
 * declares and no others. `open`: a reader ignores members it does not declare.
 */
export type View = 'written' | 'closed' | 'open';

/** One of the two schemas under comparison. */
export interface SchemaDocument {
  readonly name: 'older' | 'newer';
  readonly root: unknown;
  readonly budget: Budget;
  readonly pointers: ReadonlyMap<object, string>;
  /** A subschema with an `$id` of its own: local references would then not mean what they say. */
  readonly rebased: boolean;
  /** Schemas made up during the comparison, by what they are made of. */
  readonly made: Map<string, object>;
}

/** A place in a schema, and how to read it. */
export interface SchemaNode {
  readonly schema: unknown;
  readonly pointer: string;
  readonly view: View;
  readonly document: SchemaDocument;
}

/** More values than the largest event schema by two orders of magnitude. */
const MAX_VALUES = 200_000;

/**
 * Takes a copy, so that each schema is in one place only, of bounded depth and size: all else here may recurse. Throws
 * `BudgetSpent`.
 */
export function openDocument(name: 'older' | 'newer', schema: unknown, budget: Budget): SchemaDocument {
  walk(schema, (_value, _pointer, depth, seen) => {
    if (depth > MAX_DEPTH) throw new BudgetSpent(`the ${name} schema nests deeper than ${MAX_DEPTH} levels`);
    if (seen > MAX_VALUES) throw new BudgetSpent(`the ${name} schema has more than ${MAX_VALUES} values`);
  });
  const root = copyOf(name, schema);
  const pointers = new Map<object, string>();
  let rebased = false;
  walk(root, (value, pointer, depth) => {
    pointers.set(value, pointer);
    if (depth > 0 && isObject(value) && typeof member(value, '$id') === 'string') rebased = true;
  });
  return { name, root, budget, pointers, rebased, made: new Map() };
}

function copyOf(name: string, schema: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(schema) ?? 'null') as unknown;
  } catch {
    throw new BudgetSpent(`the ${name} schema is not JSON`);
  }
}

/** Visits every list and object, without recursion. */
function walk(root: unknown, visit: (value: object, pointer: string, depth: number, seen: number) => void): void {
  let seen = 0;
  const rest: [value: unknown, pointer: string, depth: number][] = [[root, '', 0]];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const [value, pointer, depth] = next;
    if (typeof value !== 'object' || value === null) continue;
    visit(value, pointer, depth, ++seen);
    for (const [key, item] of Object.entries(value)) rest.push([item, `${pointer}/${escaped(key)}`, depth + 1]);
  }
}

export function rootOf(document: SchemaDocument, view: View): SchemaNode {
  return { schema: document.root, pointer: '', view, document };
}

/** An own keyword's value. */
export function keyword(node: SchemaNode, name: string): unknown {
  return isObject(node.schema) ? member(node.schema, name) : undefined;
}

export function has(node: SchemaNode, name: string): boolean {
  return isObject(node.schema) && Object.hasOwn(node.schema, name);
}

/** The node of a schema found at `path` below this one. */
export function below(node: SchemaNode, schema: unknown, ...path: (string | number)[]): SchemaNode {
  const known = typeof schema === 'object' && schema !== null ? node.document.pointers.get(schema) : undefined;
  return {
    ...node,
    schema,
    pointer: known ?? `${node.pointer}/${path.map((part) => escaped(String(part))).join('/')}`,
  };
}

export function viewed(node: SchemaNode, view: View): SchemaNode {
  return { ...node, view };
}

/** What a value that satisfies none of `nodes`, all of one document, satisfies; `undefined` when there are none. */
export function noneOf(nodes: readonly SchemaNode[]): SchemaNode | undefined {
  const [first] = nodes;
  if (first === undefined) return undefined;
  return made(first, `none ${nodes.map(idOf).join('|')}`, () => ({
    not: { anyOf: nodes.map(({ schema }) => schema) },
  }));
}

/** What at least one of the lists says; all of one document. */
export function anyOfLists(lists: readonly (readonly SchemaNode[])[]): SchemaNode | undefined {
  const first = lists[0]?.[0];
  if (first === undefined) return undefined;
  const id = `any ${lists.map((list) => list.map(idOf).join('&')).join('|')}`;
  return made(first, id, () => ({ anyOf: lists.map((list) => ({ allOf: list.map(({ schema }) => schema) })) }));
}

function made(node: SchemaNode, id: string, make: () => object): SchemaNode {
  const schema = node.document.made.get(id) ?? make();
  node.document.made.set(id, schema);
  return { ...node, schema };
}

const numbers = new WeakMap<object, number>();
let count = 0;

/** Equal for nodes that mean the same: the same schema of the same document, read the same way. */
export function idOf({ schema, view, document }: SchemaNode): string {
  if (typeof schema !== 'object' || schema === null) return String(schema);
  if (!numbers.has(schema)) numbers.set(schema, ++count);
  return `${document.name[0]}${view[0]}${numbers.get(schema)}`;
}

/** The schema a local `$ref` points to; `undefined` when there is none here. */
export function resolve(node: SchemaNode): SchemaNode | undefined {
  const reference = keyword(node, '$ref');
  const { root, rebased } = node.document;
  if (typeof reference !== 'string' || rebased) return undefined;
  const id = isObject(root) ? member(root, '$id') : undefined;
  const local = typeof id === 'string' && reference.startsWith(`${id}#`) ? reference.slice(id.length) : reference;
  if (local === '#') return below({ ...node, pointer: '' }, root);
  if (!local.startsWith('#/')) return undefined;
  const path = tokensOf(local.slice(2));
  const schema = path?.reduce<unknown>(step, root);
  return path === undefined || schema === undefined ? undefined : below({ ...node, pointer: '' }, schema, ...path);
}

function step(value: unknown, token: string): unknown {
  if (Array.isArray(value)) return /^(0|[1-9]\d*)$/.test(token) ? (value[Number(token)] as unknown) : undefined;
  return isObject(value) ? member(value, token) : undefined;
}

function tokensOf(path: string): string[] | undefined {
  try {
    return path.split('/').map((token) => decodeURIComponent(token).replaceAll('~1', '/').replaceAll('~0', '~'));
  } catch {
    return undefined;
  }
}

function escaped(token: string): string {
  return token.replaceAll('~', '~0').replaceAll('/', '~1');
}
