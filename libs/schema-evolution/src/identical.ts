import { isObject } from '#contracts';
import { canonical } from './canonical';
import { decisive, schemaOf, schemasOf, mapOf } from './keywords';
import { idOf, keyword, resolve, type SchemaNode } from './schema-node';

/**
 * Whether two schemas say the same about every value, found by looking: same keywords, references followed, annotations
 * and names of definitions aside. `false` says nothing.
 */
export function identical(one: SchemaNode, other: SchemaNode, assumed: readonly string[] = []): boolean {
  const [left, right] = [target(one), target(other)];
  if (left === undefined || right === undefined) return false;
  if (!isObject(left.schema) || !isObject(right.schema)) return left.schema === right.schema;
  const names = decisive(left);
  if (names.length !== decisive(right).length) return false;
  one.document.budget.spend();
  const pair = `${idOf(left)}=${idOf(right)}`;
  if (assumed.includes(pair)) return true;
  return names.every((name) => sameKeyword(left, right, name, [...assumed, pair]));
}

/** Past references that stand alone; `undefined` when they lead nowhere. */
function target(node: SchemaNode): SchemaNode | undefined {
  let at: SchemaNode | undefined = node;
  for (let hops = 0; at !== undefined && hops < 32; hops++) {
    const names = decisive(at);
    if (names.length !== 1 || names[0] !== '$ref') return at;
    at = resolve(at);
  }
  return undefined;
}

/** As `identical`, for one keyword of both. */
export function sameKeyword(
  one: SchemaNode,
  other: SchemaNode,
  name: string,
  assumed: readonly string[] = [],
): boolean {
  const [left, right] = [keyword(one, name), keyword(other, name)];
  if (left === undefined || right === undefined) return false;
  if (readsDifferently(one, other, name)) return false;
  switch (name) {
    case '$ref':
      return same(resolve(one), resolve(other), assumed);
    case 'items':
    case 'allOf':
    case 'anyOf':
    case 'oneOf':
    case 'prefixItems':
      if (!Array.isArray(left) || !Array.isArray(right))
        return same(schemaOf(one, name), schemaOf(other, name), assumed);
      return sameLists(schemasOf(one, name), schemasOf(other, name), assumed);
    case 'properties':
    case 'patternProperties':
    case 'dependentSchemas':
      return sameMaps(mapOf(one, name), mapOf(other, name), assumed);
    case 'type':
    case 'enum':
    case 'required':
      return sortedText(left) === sortedText(right);
    case 'additionalProperties':
    case 'propertyNames':
    case 'additionalItems':
    case 'contains':
    case 'not':
    case 'if':
    case 'then':
    case 'else':
    case 'unevaluatedProperties':
    case 'unevaluatedItems':
      return same(schemaOf(one, name), schemaOf(other, name), assumed);
    case 'dependencies':
      return canonical(left) === canonical(right) && !canonical(left).includes('{"');
    case '$dynamicRef':
    case '$recursiveRef':
      return false;
    default:
      return canonical(left) === canonical(right);
  }
}

/** An open reader does not see that these are `false`, and under a "not" that is no relief but a demand. */
function readsDifferently(one: SchemaNode, other: SchemaNode, name: string): boolean {
  if (name !== 'additionalProperties' && name !== 'unevaluatedProperties') return false;
  return (one.view === 'open') !== (other.view === 'open') && keyword(one, name) === false;
}

function same(one: SchemaNode | undefined, other: SchemaNode | undefined, assumed: readonly string[]): boolean {
  return one !== undefined && other !== undefined && identical(one, other, assumed);
}

type Nodes = readonly SchemaNode[] | undefined;

function sameLists(one: Nodes, other: Nodes, assumed: readonly string[]): boolean {
  if (one === undefined || other === undefined || one.length !== other.length) return false;
  return one.every((node, at) => same(node, other[at], assumed));
}

function sameMaps(
  one: ReadonlyMap<string, SchemaNode>,
  other: ReadonlyMap<string, SchemaNode>,
  assumed: readonly string[],
): boolean {
  return one.size === other.size && [...one].every(([name, node]) => same(node, other.get(name), assumed));
}

function sortedText(value: unknown): string {
  return (Array.isArray(value) ? value : [value]).map(canonical).sort().join();
}
