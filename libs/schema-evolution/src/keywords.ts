import { isObject } from '#contracts';
import { below, has, keyword, type SchemaNode } from './schema-node';

type Form =
  | 'number'
  | 'positive'
  | 'count'
  | 'flag'
  | 'text'
  | 'names'
  | 'types'
  | 'values'
  | 'any'
  | 'schema'
  | 'schemas'
  | 'map';

/** Every keyword that decides whether a value is valid. Whatever is not here is an annotation, `format` too. */
const FORMS: ReadonlyMap<string, Form> = new Map<string, Form>([
  ...all('number', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'),
  ...all('positive', 'multipleOf'),
  ...all('count', 'minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties'),
  ...all('count', 'minContains', 'maxContains'),
  ...all('flag', 'uniqueItems'),
  ...all('text', 'pattern', '$ref', '$dynamicRef', '$recursiveRef'),
  ...all('names', 'required'),
  ...all('types', 'type'),
  ...all('values', 'enum'),
  ...all('any', 'const', 'items', 'dependencies', 'dependentRequired'),
  ...all('schema', 'additionalProperties', 'propertyNames', 'additionalItems', 'contains', 'not', 'if', 'then', 'else'),
  ...all('schema', 'unevaluatedProperties', 'unevaluatedItems'),
  ...all('schemas', 'allOf', 'anyOf', 'oneOf', 'prefixItems'),
  ...all('map', 'properties', 'patternProperties', 'dependentSchemas'),
]);

/** Decided only where the schemas say the same. */
const BEYOND = [
  'unevaluatedProperties',
  'unevaluatedItems',
  '$dynamicRef',
  '$recursiveRef',
  'dependentSchemas',
  'dependencies',
  'dependentRequired',
];

function all(form: Form, ...names: string[]): [string, Form][] {
  return names.map((name) => [name, form]);
}

export const TYPES = ['null', 'boolean', 'number', 'string', 'array', 'object'] as const;
export type JsonType = (typeof TYPES)[number];

/** The keywords of a node that decide anything. */
export function decisive(node: SchemaNode): readonly string[] {
  return isObject(node.schema) ? Object.keys(node.schema).filter((name) => FORMS.has(name)) : [];
}

/** Keywords whose values are not what JSON Schema asks for: nothing may be concluded from them. */
export function malformed(node: SchemaNode): readonly string[] {
  return decisive(node).filter((name) => {
    if (name === 'items') return !isSchema(keyword(node, name)) && (has(node, 'prefixItems') || !isSchemas(node, name));
    return !fits(keyword(node, name), FORMS.get(name) ?? 'any');
  });
}

/** Keywords this comparison does not look into. An open reader has no use for `unevaluatedProperties: false`. */
export function beyond(node: SchemaNode): readonly string[] {
  return decisive(node).filter((name) => {
    const ignored = node.view === 'open' && name === 'unevaluatedProperties' && keyword(node, name) === false;
    return BEYOND.includes(name) && !ignored;
  });
}

function fits(value: unknown, form: Form): boolean {
  switch (form) {
    case 'any':
      return true;
    case 'number':
      return Number.isFinite(value);
    case 'positive':
      return Number.isFinite(value) && (value as number) > 0;
    case 'count':
      return Number.isInteger(value) && (value as number) >= 0;
    case 'flag':
      return typeof value === 'boolean';
    case 'text':
      return typeof value === 'string';
    case 'names':
      return Array.isArray(value) && value.every((name) => typeof name === 'string');
    case 'types':
      return (Array.isArray(value) ? (value as unknown[]) : [value]).every(isTypeName);
    case 'values':
      return Array.isArray(value);
    case 'schema':
      return isSchema(value);
    case 'schemas':
      return Array.isArray(value) && value.length > 0 && value.every(isSchema);
    case 'map':
      return isObject(value) && Object.values(value).every(isSchema);
  }
}

function isSchema(value: unknown): boolean {
  return typeof value === 'boolean' || isObject(value);
}

function isSchemas(node: SchemaNode, name: string): boolean {
  return fits(keyword(node, name), 'schemas');
}

function isTypeName(value: unknown): boolean {
  return value === 'integer' || TYPES.some((type) => type === value);
}

/** A well-formed keyword's value; a malformed one counts as absent. */
function read(node: SchemaNode, name: string): unknown {
  const value = keyword(node, name);
  return value !== undefined && fits(value, FORMS.get(name) ?? 'any') ? value : undefined;
}

export function numberOf(node: SchemaNode, name: string): number | undefined {
  return read(node, name) as number | undefined;
}

export function textOf(node: SchemaNode, name: string): string | undefined {
  return read(node, name) as string | undefined;
}

export function isTrue(node: SchemaNode, name: string): boolean {
  return read(node, name) === true;
}

export function requiredOf(node: SchemaNode): readonly string[] {
  return (read(node, 'required') ?? []) as string[];
}

/** The values of `enum` and `const`; `undefined` where neither is. */
export function valuesOf(node: SchemaNode, name: 'enum' | 'const'): readonly unknown[] | undefined {
  if (name === 'const') return has(node, name) ? [keyword(node, name)] : undefined;
  return read(node, name) as unknown[] | undefined;
}

/** The names in `type`; `undefined` where it says nothing. */
export function typesOf(node: SchemaNode): readonly string[] | undefined {
  const value = read(node, 'type');
  if (value === undefined) return undefined;
  return Array.isArray(value) ? (value as string[]) : [value as string];
}

export function schemaOf(node: SchemaNode, name: string): SchemaNode | undefined {
  const value = read(node, name);
  return isSchema(value) ? below(node, value, name) : undefined;
}

export function schemasOf(node: SchemaNode, name: string): readonly SchemaNode[] | undefined {
  const value = fits(keyword(node, name), 'schemas') ? (keyword(node, name) as unknown[]) : undefined;
  return value?.map((schema, at) => below(node, schema, name, at));
}

export function mapOf(node: SchemaNode, name: string): ReadonlyMap<string, SchemaNode> {
  const value = (read(node, name) ?? {}) as Record<string, unknown>;
  return new Map(Object.entries(value).map(([key, schema]) => [key, below(node, schema, name, key)]));
}

/** Where a node speaks of a keyword, for people. */
export function at(node: SchemaNode, name: string): string {
  return has(node, name) ? `${node.pointer}/${name}` : node.pointer;
}

/** Where the writer speaks of a keyword; `undefined` where it says nothing at all. */
export function spot(nodes: readonly SchemaNode[], name: string): string | undefined {
  const saying = nodes.find((node) => has(node, name));
  return saying === undefined ? nodes[0]?.pointer : `${saying.pointer}/${name}`;
}
