import { isObject, type JsonObject } from '#contracts';
import type { FieldView } from './catalog-view';
import { describeRules } from './describe-rules';

interface Place {
  readonly path: string;
  readonly depth: number;
  /** Schemas on the way here: one that holds itself is described once. */
  readonly within: readonly string[];
}

/** Every member of the named schema, each followed by the members below it. */
export function describeFields(schema: string, definitions: JsonObject): readonly FieldView[] {
  return fieldsOf(schema, { path: '', depth: 0, within: [] }, definitions);
}

/** What the named schema demands of its members together. */
export function rulesOf(schema: string, definitions: JsonObject): readonly string[] {
  const definition = definitions[schema];
  return isObject(definition) ? describeRules(definition) : [];
}

function fieldsOf(schema: string, { path, depth, within }: Place, definitions: JsonObject): readonly FieldView[] {
  const definition = definitions[schema];
  if (!isObject(definition) || !isObject(definition['properties']) || within.includes(schema)) return [];
  const required = new Set(Array.isArray(definition['required']) ? definition['required'] : []);
  return Object.entries(definition['properties']).flatMap(([name, declared]) => {
    const { rule, nullable } = withoutNull(isObject(declared) ? declared : {});
    const below = referenced(rule);
    const told = describe(rule, nullable, below === undefined ? [] : rulesOf(below, definitions));
    const field = { path: path + name, name, depth, required: required.has(name), ...told };
    if (below === undefined) return [field];
    const inner = `${field.path}${isObject(rule['items']) ? '[]' : ''}.`;
    return [field, ...fieldsOf(below, { path: inner, depth: depth + 1, within: [...within, schema] }, definitions)];
  });
}

/** `anyOf: [rule, null]` is how these schemas spell "may be null". */
function withoutNull(declared: JsonObject): { readonly rule: JsonObject; readonly nullable: boolean } {
  const { anyOf, ...rest } = declared;
  const choices: readonly unknown[] = Array.isArray(anyOf) ? anyOf : [];
  const [first, second] = choices;
  if (choices.length !== 2 || !isObject(first) || !isObject(second) || second['type'] !== 'null') {
    return { rule: declared, nullable: false };
  }
  return { rule: { ...rest, ...first }, nullable: true };
}

function describe(
  rule: JsonObject,
  nullable: boolean,
  below: readonly string[],
): Pick<FieldView, 'type' | 'rules' | 'description'> {
  const type = typeOf(rule) + (nullable ? ' or null' : '');
  const { description } = rule;
  return {
    type,
    rules: [...describeRules(rule), ...below],
    ...(typeof description === 'string' ? { description } : {}),
  };
}

function typeOf(rule: JsonObject): string {
  const { type, items } = rule;
  if (type === 'array') return isObject(items) ? `list of ${plural(typeOf(items))}` : 'list';
  if (Array.isArray(type)) return type.join(' or ');
  return typeof type === 'string' ? type : referenced(rule) === undefined ? 'anything' : 'object';
}

function plural(type: string): string {
  return type === 'anything' || type.includes(' ') ? type : `${type}s`;
}

function referenced(rule: JsonObject): string | undefined {
  const { $ref, items } = rule;
  if (typeof $ref === 'string') return $ref.slice($ref.lastIndexOf('/') + 1);
  return isObject(items) ? referenced(items) : undefined;
}
