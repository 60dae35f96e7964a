/* oxlint-disable unicorn/no-thenable -- "then" is a keyword of JSON Schema */
import type { Random } from './random';

export type Schema = boolean | { [keyword: string]: unknown };

export const NAMES = ['a', 'b', 'c', 'x-d'] as const;
export const TEXTS = ['', 'a', 'b', 'ab', 'abc', 'ba'] as const;
const KEY_PATTERNS = ['^x-', '^[ab]$', 'c'] as const;
const TEXT_PATTERNS = ['^a', 'b$', '^(a|b)+$'] as const;
const DEFINITIONS = ['n0', 'n1', 'n2'] as const;

/** A schema with definitions, whose references never go round within one level of a value. */
export function randomDocument(random: Random): Schema {
  const root = random.chance(0.7) ? object(random, 3) : randomSchema(random, 3, 0);
  const definitions = DEFINITIONS.map((name, at) => [name, randomSchema(random, 2, at + 1)] as const);
  return { ...(typeof root === 'boolean' ? { allOf: [root] } : root), $defs: Object.fromEntries(definitions) };
}

/** The names of the definitions that count. */
export function usedDefinitions(document: { [keyword: string]: unknown }): ReadonlySet<string> {
  const { $defs = {}, ...root } = document;
  const used = new Set<string>();
  const follow = (schema: unknown): void => {
    for (const [, name = ''] of JSON.stringify(schema).matchAll(/#\/\$defs\/(\w+)/g)) {
      if (!used.has(name)) {
        used.add(name);
        follow(($defs as Record<string, unknown>)[name]);
      }
    }
  };
  follow(root);
  return used;
}

/** `level`: definitions that may be referred to in place start here; below a member any may. */
export function randomSchema(random: Random, depth: number, level = 3): Schema {
  if (depth <= 0) return leaf(random);
  const inPlace = () => randomSchema(random, depth - 1, level);
  const roll = random.below(100);
  if (roll < 34) return object(random, depth);
  if (roll < 46) return array(random, depth);
  if (roll < 70) return leaf(random);
  if (roll < 76) return { anyOf: [inPlace(), { type: 'null' }] };
  if (roll < 80) return { anyOf: [inPlace(), inPlace()] };
  if (roll < 85)
    return { [random.pick(['oneOf', 'anyOf'])]: [variant(random, 'p', depth), variant(random, 'q', depth)] };
  if (roll < 88) return { allOf: [inPlace(), inPlace()] };
  if (roll < 90) return { ...object(random, depth), anyOf: [object(random, depth), object(random, depth)] };
  if (roll < 92)
    return {
      not: random.pick([{ const: '' }, { type: 'null' }, { enum: [1, 'a'] }, { required: ['a'] }, leaf(random)]),
    };
  if (roll < 94) return { if: inPlace(), then: inPlace(), ...(random.chance(0.5) ? { else: inPlace() } : {}) };
  if (roll < 95) return { oneOf: [inPlace(), inPlace()] };
  return reference(random, level);
}

function reference(random: Random, level: number): Schema {
  const name = random.pick(DEFINITIONS.slice(level));
  return name === undefined ? leaf(random) : { $ref: `#/$defs/${name}` };
}

function below(random: Random, depth: number): Schema {
  return random.chance(0.15) ? reference(random, 0) : randomSchema(random, depth - 1, 0);
}

function leaf(random: Random): Schema {
  switch (random.below(9)) {
    case 0:
    case 1:
      return text(random);
    case 2:
    case 3:
      return number(random);
    case 4:
      return { type: 'boolean' };
    case 5:
      return { enum: random.some([...TEXTS, 1, 2, null, true]).concat(['a']) };
    case 6:
      return { const: random.pick(['a', 'b', 1, null, ['a'], { a: 1 }]) };
    case 7:
      return { type: random.some(['string', 'integer', 'null', 'boolean', 'object']).concat('number') };
    default:
      return random.pick([true, {}, false, { type: 'null' }, { type: 'object' }, { type: 'array' }]);
  }
}

function text(random: Random): Schema {
  return {
    type: 'string',
    ...(random.chance(0.3) && { minLength: random.below(3) }),
    ...(random.chance(0.3) && { maxLength: 1 + random.below(3) }),
    ...(random.chance(0.2) && { pattern: random.pick(TEXT_PATTERNS) }),
    ...(random.chance(0.2) && { not: { const: '' } }),
    ...(random.chance(0.2) && { enum: random.some(TEXTS).concat('ab') }),
  };
}

function number(random: Random): Schema {
  return {
    type: random.pick(['number', 'integer', 'integer']),
    ...(random.chance(0.4) && {
      [random.pick(['minimum', 'exclusiveMinimum'])]: random.below(5) / random.pick([1, 2]),
    }),
    ...(random.chance(0.4) && {
      [random.pick(['maximum', 'exclusiveMaximum'])]: 2 + random.below(6) / random.pick([1, 2]),
    }),
    ...(random.chance(0.2) && { multipleOf: random.pick([1, 2, 3, 4, 0.5]) }),
  };
}

function object(random: Random, depth: number): { [keyword: string]: unknown } {
  const properties = random.some(NAMES).map((name) => [name, below(random, depth)]);
  return {
    type: 'object',
    ...(random.chance(0.85) && { properties: Object.fromEntries(properties) }),
    ...(random.chance(0.6) && { required: random.some(NAMES, 0.3) }),
    ...(random.chance(0.35) && { additionalProperties: random.pick([false, false, true, leaf(random)]) }),
    ...(random.chance(0.12) && { patternProperties: { [random.pick(KEY_PATTERNS)]: below(random, depth) } }),
    ...(random.chance(0.06) && {
      propertyNames: random.pick([{ maxLength: 1 }, { pattern: '^[abc]' }, { enum: ['a', 'b'] }]),
    }),
    ...(random.chance(0.06) && { minProperties: random.below(3) }),
    ...(random.chance(0.06) && { maxProperties: 1 + random.below(4) }),
    ...(random.chance(0.03) && { dependentRequired: { a: ['b'] } }),
  };
}

function variant(random: Random, kind: string, depth: number): Schema {
  const rest = object(random, depth);
  const properties = { ...(rest['properties'] as object | undefined), kind: { const: kind } };
  return { ...rest, properties, required: [...((rest['required'] as string[] | undefined) ?? []), 'kind'] };
}

function array(random: Random, depth: number): Schema {
  return {
    type: 'array',
    ...(random.chance(0.75) && { items: below(random, depth) }),
    ...(random.chance(0.25) && {
      prefixItems: [below(random, depth), ...(random.chance(0.5) ? [below(random, depth)] : [])],
    }),
    ...(random.chance(0.25) && { minItems: random.below(3) }),
    ...(random.chance(0.25) && { maxItems: 1 + random.below(3) }),
    ...(random.chance(0.15) && { uniqueItems: true }),
    ...(random.chance(0.1) && { contains: leaf(random), ...(random.chance(0.3) && { minContains: random.below(3) }) }),
  };
}
