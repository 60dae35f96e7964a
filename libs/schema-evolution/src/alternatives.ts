import { isObject } from '#contracts';
import { schemaOf, schemasOf } from './keywords';
import { has, idOf, noneOf, resolve, viewed, type SchemaNode } from './schema-node';

/** Schemas that hold together: one of the ways in which a value can satisfy what they were made from. */
export interface Alternative {
  readonly nodes: readonly SchemaNode[];
  /** Something could not be followed, so more may be allowed or declared than is seen here. Never less. */
  readonly partial: boolean;
}

/** Enough for unions in unions; beyond it a union is left as it stands. */
const MAX_ALTERNATIVES = 128;

const NOTHING_KNOWN: readonly Alternative[] = [{ nodes: [], partial: true }];

/** These speak of members too, but are not followed. */
const NOT_FOLLOWED = [
  'dependentSchemas',
  'dependencies',
  'unevaluatedProperties',
  'unevaluatedItems',
  '$dynamicRef',
  '$recursiveRef',
];

/**
 * The ways to satisfy all of `nodes`: references, `allOf`, `anyOf`, `oneOf` and `if` followed. Together they allow every
 * value the nodes allow, and perhaps more.
 */
export function alternativesOf(nodes: readonly SchemaNode[]): readonly Alternative[] {
  return nodes.map((node) => expand(node, [])).reduce(product, [{ nodes: [], partial: false }]);
}

function expand(node: SchemaNode, trail: readonly unknown[]): readonly Alternative[] {
  node.document.budget.spend();
  if (node.schema === false) return [];
  if (node.schema === true) return [{ nodes: [], partial: false }];
  if (!isObject(node.schema) || trail.includes(node.schema)) return NOTHING_KNOWN;
  const inner = [...trail, node.schema];
  const own = [{ nodes: [node], partial: NOT_FOLLOWED.some((name) => has(node, name)) }];
  return [own, ...references(node, inner), ...applicators(node, inner)].reduce(product);
}

type Choices = readonly Alternative[];

function references(node: SchemaNode, trail: readonly unknown[]): readonly Choices[] {
  if (!has(node, '$ref')) return [];
  const target = resolve(node);
  return [target === undefined ? NOTHING_KNOWN : expand(target, trail)];
}

function applicators(node: SchemaNode, trail: readonly unknown[]): readonly Choices[] {
  const [allOf, anyOf, oneOf] = ['allOf', 'anyOf', 'oneOf'].map((name) => schemasOf(node, name));
  return [
    ...(allOf ?? []).map((branch) => expand(branch, trail)),
    ...(anyOf === undefined ? [] : [anyOf.flatMap((branch) => expand(branch, trail))]),
    ...(oneOf === undefined ? [] : [exclusive(oneOf, trail)]),
    ...conditional(node, trail),
  ];
}

function exclusive(branches: readonly SchemaNode[], trail: readonly unknown[]): Choices {
  return branches.flatMap((branch) =>
    product(expand(branch, trail), refusing(branches.filter((other) => other !== branch))),
  );
}

function conditional(node: SchemaNode, trail: readonly unknown[]): readonly Choices[] {
  const condition = schemaOf(node, 'if');
  if (condition === undefined) return [];
  const part = (name: string): Choices => {
    const schema = schemaOf(node, name);
    return schema === undefined ? [{ nodes: [], partial: false }] : expand(schema, trail);
  };
  return [[...product(expand(condition, trail), part('then')), ...product(refusing([condition]), part('else'))]];
}

/** What is not written is judged as the schema stands, not as a writer would fill it. */
function refusing(nodes: readonly SchemaNode[]): Choices {
  const none = noneOf(nodes.map((node) => (node.view === 'closed' ? viewed(node, 'written') : node)));
  return [{ nodes: none === undefined ? [] : [none], partial: false }];
}

function product(some: Choices, others: Choices): Choices {
  if (some.length * others.length > MAX_ALTERNATIVES) return some.map(({ nodes }) => ({ nodes, partial: true }));
  return some.flatMap((one) => others.map((other) => together(one, other)));
}

/** What satisfies both. */
export function together(one: Alternative, other: Alternative): Alternative {
  const known = new Set(one.nodes.map(idOf));
  const added = other.nodes.filter((node) => !known.has(idOf(node)));
  const nodes = [...one.nodes, ...added];
  nodes[0]?.document.budget.spend(Math.ceil(nodes.length / 4));
  return { nodes, partial: one.partial || other.partial };
}
