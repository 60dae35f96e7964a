import { NAMES, randomSchema, TEXTS, usedDefinitions, type Schema } from './random-schemas';
import type { Random } from './random';

/** A near relative of a schema: one to three places changed, most of them as people change them. */
export function mutated(random: Random, document: Schema): Schema {
  const copy = JSON.parse(JSON.stringify(document)) as Schema;
  for (let changes = 1 + random.below(3); changes > 0; changes--) {
    const place = random.pick(placesIn(copy));
    if (place !== undefined) place.replace(change(random, place));
  }
  return copy;
}

interface Place {
  readonly schema: Schema;
  /** In place a reference could go round for ever. */
  readonly below: boolean;
  readonly replace: (schema: Schema) => void;
}

function placesIn(root: Schema): Place[] {
  if (typeof root === 'boolean') return [];
  const replaceRoot = (schema: Schema) => {
    const definitions = root['$defs'];
    for (const name of Object.keys(root)) delete root[name];
    Object.assign(
      root,
      typeof schema === 'boolean' ? { allOf: [schema] } : schema,
      definitions !== undefined && { $defs: definitions },
    );
  };
  return visit(root, false, replaceRoot);
}

const IN_PLACE = ['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else'];
const LISTS = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const SINGLE = ['items', 'contains', 'additionalProperties', 'not', 'if', 'then', 'else'];
const MAPS = ['properties', 'patternProperties', '$defs'];

function visit(schema: Schema, below: boolean, replace: (schema: Schema) => void): Place[] {
  const places: Place[] = [{ schema, below, replace }];
  if (typeof schema === 'boolean') return places;
  for (const [name, value] of Object.entries(schema)) {
    const inside = below || !(IN_PLACE.includes(name) || name === '$defs');
    const parts: [string, object][] = SINGLE.includes(name) ? [[name, schema]] : [];
    if (LISTS.includes(name) || MAPS.includes(name)) {
      const keys = name === '$defs' ? usedDefinitions(schema) : Object.keys(value as object);
      parts.push(...[...keys].map((key): [string, object] => [key, value as object]));
    }
    for (const [key, holder] of parts as [string, Record<string, Schema>][]) {
      places.push(...visit(holder[key] as Schema, inside, (next) => (holder[key] = next)));
    }
  }
  return places;
}

function change(random: Random, { schema, below }: Place): Schema {
  const fresh = () => randomSchema(random, 1, below ? 0 : 3);
  if (typeof schema === 'boolean' || random.chance(0.08)) return fresh();
  const { $defs, ...local } = schema;
  const next = random.chance(0.15) ? wrapped(random, local) : adjusted(random, local, fresh);
  return $defs === undefined ? next : { ...next, $defs };
}

function wrapped(random: Random, schema: { [keyword: string]: unknown }): { [keyword: string]: unknown } {
  return random.pick([
    { anyOf: [schema, { type: 'null' }] },
    { anyOf: [schema, { type: 'string' }] },
    { allOf: [schema] },
    { oneOf: [schema, { type: 'null' }] },
    { not: { not: schema } },
  ]);
}

function adjusted(
  random: Random,
  schema: { [keyword: string]: unknown },
  fresh: () => Schema,
): { [keyword: string]: unknown } {
  const name = random.pick(Object.keys(schema));
  const value = name === undefined ? undefined : schema[name];
  if (name === undefined) return { type: random.pick(['string', 'object', 'integer']) };
  if (random.chance(0.12)) return Object.fromEntries(Object.entries(schema).filter(([other]) => other !== name));
  if (schema['type'] === 'object' && random.chance(0.6)) return member(random, schema, fresh);
  if (typeof value === 'number')
    return { ...schema, [name]: Math.max(name === 'multipleOf' ? 1 : 0, value + random.pick([-1, 1, 1])) };
  if (Array.isArray(value)) return { ...schema, [name]: list(random, name, value, fresh) };
  if (name === 'type')
    return { ...schema, type: random.pick([retyped(value), [...new Set(['null', value].flat())], 'string', 'number']) };
  const more = fresh();
  return typeof more === 'object' ? { ...more, ...schema } : { ...schema, minLength: 1 };
}

function retyped(type: unknown): unknown {
  if (type === 'integer') return 'number';
  return type === 'number' ? 'integer' : type;
}

function list(random: Random, name: string, items: readonly unknown[], fresh: () => Schema): unknown[] {
  const removed = items.filter((_, at) => at !== items.length - 1);
  if (name === 'required') return random.chance(0.5) ? removed : [...new Set([...items, random.pick(NAMES)])];
  if (name === 'enum') return random.chance(0.5) && removed.length > 0 ? removed : [...items, random.pick(TEXTS)];
  if (name === 'type')
    return random.chance(0.5) && removed.length > 0 ? removed : [...new Set([...(items as string[]), 'string'])];
  if (random.chance(0.3) && removed.length > 0) return removed;
  return random.chance(0.5) ? [...items, fresh()] : items.toReversed();
}

function member(
  random: Random,
  schema: { [keyword: string]: unknown },
  fresh: () => Schema,
): { [keyword: string]: unknown } {
  const properties = (schema['properties'] ?? {}) as Record<string, Schema>;
  const name = random.pick(NAMES);
  switch (random.below(4)) {
    case 0:
      return { ...schema, properties: { ...properties, [name]: fresh() } };
    case 1:
      return {
        ...schema,
        properties: Object.fromEntries(Object.entries(properties).filter(([other]) => other !== name)),
      };
    case 2:
      return { ...schema, required: list(random, 'required', (schema['required'] ?? []) as string[], fresh) };
    default:
      return { ...schema, additionalProperties: random.pick([false, true, { type: 'string' }]) };
  }
}
