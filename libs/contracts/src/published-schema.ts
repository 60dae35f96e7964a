import type { CatalogEntry } from './catalog/catalog-entry';
import { isObject, type JsonObject } from './json';
import { definitionsWith, type PayloadClass } from './schemas';

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';
const POINTER = '#/definitions/';

/** Where the schema file of an entry is, below the folder of all of them: `codegen/request/validate.v1.json`. */
export function schemaFileOf({ name, version }: CatalogEntry): string {
  return `${name.replace(/\.v\d+$/, '').replaceAll('.', '/')}.v${majorOf(version)}.json`;
}

/** The major of a semantic version, as topics and files have it in their names. */
export function majorOf(version: string): string {
  return version.split('.')[0] ?? '1';
}

/**
 * What a sender may send as `payload`, as one self-contained JSON Schema 2020-12: the definitions it needs are in its
 * `$defs` and no others. Differs from what handlers are promised in one thing: a member for which the class has a value
 * of its own (`new Payload()`) may be left out, and carries that value as `default`. Objects are open, as every reader
 * here passes over members it does not know. Keys always come in the same order.
 */
export function publishedSchema(payload: PayloadClass): JsonObject {
  const definitions = definitionsWith(payload);
  const root = withDefaults(publish(definitionOf(definitions, payload.name)), new payload());
  const $defs: Record<string, JsonObject> = {};
  const wanted = [...refsOf(root)];
  for (let name = wanted.shift(); name !== undefined; name = wanted.shift()) {
    if (Object.hasOwn($defs, name)) continue;
    const definition = publish(definitionOf(definitions, name));
    $defs[name] = definition;
    wanted.push(...refsOf(definition));
  }
  return { $schema: DIALECT, title: payload.name, ...root, ...(Object.keys($defs).length > 0 && { $defs }) };
}

function definitionOf(definitions: JsonObject, name: string): JsonObject {
  const definition = definitions[name];
  if (!isObject(definition)) throw new Error(`no rules are known for ${name}: is it a payload class?`);
  return definition;
}

/** The type first, for people; what class-validator spells clumsily, in JSON Schema's own words. */
function publish({ $ref, type, not, properties, required, items, anyOf, ...rest }: JsonObject): JsonObject {
  // The type beside a reference is an object's, as the definition itself says.
  if (typeof $ref === 'string') return { $ref: $ref.replace(POINTER, '#/$defs/') };
  const choices = Array.isArray(anyOf) ? (anyOf as JsonObject[]).map(publish) : null;
  if (choices !== null && type === undefined && properties === undefined) return orNull(choices);
  const isNotEmpty = type === 'string' && isObject(not) && not['const'] === '';
  return {
    ...(type !== undefined && { type }),
    ...(isNotEmpty && { minLength: 1 }),
    ...(!isNotEmpty && not !== undefined && { not }),
    ...rest,
    ...(isObject(items) && { items: publish(items) }),
    ...(isObject(properties) && { properties: mapMembers(properties, publish) }),
    ...(required !== undefined && { required }),
    ...(choices !== null && { anyOf: choices }),
  };
}

/** `null` beside one type is another type; beside a reference it needs a choice. */
function orNull(choices: readonly JsonObject[]): JsonObject {
  const [{ type, enum: listed, ...rest } = {}, nothing] = choices;
  if (choices.length !== 2 || typeof type !== 'string' || nothing?.['type'] !== 'null') return { anyOf: choices };
  return { type: [type, 'null'], ...(Array.isArray(listed) && { enum: [...(listed as unknown[]), null] }), ...rest };
}

function mapMembers(members: JsonObject, change: (rule: JsonObject, name: string) => JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(members).map(([name, rule]) => [name, change(rule as JsonObject, name)]));
}

function withDefaults(schema: JsonObject, instance: object): JsonObject {
  const defaults = Object.fromEntries(Object.entries(instance).filter(([, value]) => value !== undefined));
  const { properties, required, anyOf, ...rest } = schema;
  const demanded = ((required ?? []) as readonly string[]).filter((name) => !Object.hasOwn(defaults, name));
  return {
    ...rest,
    properties: mapMembers(properties as JsonObject, (rule, name) =>
      Object.hasOwn(defaults, name) ? { ...rule, default: defaults[name] } : rule,
    ),
    ...(demanded.length > 0 && { required: demanded }),
    ...(anyOf !== undefined && { anyOf }),
  };
}

function refsOf({ $ref, properties, items, anyOf }: JsonObject): readonly string[] {
  const inner = [
    ...(isObject(properties) ? Object.values(properties) : []),
    ...(Array.isArray(anyOf) ? (anyOf as unknown[]) : []),
    items,
  ].filter(isObject);
  return [...(typeof $ref === 'string' ? [$ref.replace('#/$defs/', '')] : []), ...inner.flatMap(refsOf)];
}
