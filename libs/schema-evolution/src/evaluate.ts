import { isObject, type JsonObject } from '#contracts';
import { canonical } from './canonical';
import {
  beyond,
  isTrue,
  malformed,
  numberOf,
  requiredOf,
  schemaOf,
  schemasOf,
  textOf,
  typesOf,
  valuesOf,
  type JsonType,
} from './keywords';
import { itemRules, memberRules } from './members';
import { has, resolve, type SchemaNode } from './schema-node';

/** `undefined`: not decided. */
export type Truth = boolean | undefined;

/** Whether a schema accepts one value. Exact wherever it answers. */
export function evaluate(value: unknown, node: SchemaNode, trail: readonly unknown[] = []): Truth {
  node.document.budget.spend();
  if (typeof node.schema === 'boolean') return node.schema;
  if (!isObject(node.schema) || trail.includes(node.schema)) return undefined;
  const inner = [...trail, node.schema];
  return both(
    () => (malformed(node).length + beyond(node).length > 0 ? undefined : true),
    () => inList(value, node),
    () => ofKind(value, node),
    () => inPlace(value, node, inner),
  );
}

export function typeOf(value: unknown): JsonType {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  const type = typeof value;
  return type === 'boolean' || type === 'number' || type === 'string' ? type : 'object';
}

export function hasType(value: unknown, types: readonly string[] | undefined): boolean {
  return types === undefined || types.includes(typeOf(value)) || (types.includes('integer') && Number.isInteger(value));
}

/** `false` as soon as one says so, whatever the others do not know. */
function both(...parts: readonly (() => Truth)[]): Truth {
  return every(parts, (part) => part());
}

function every<T>(items: Iterable<T>, test: (item: T) => Truth): Truth {
  let known: Truth = true;
  for (const item of items) {
    const truth = test(item);
    if (truth === false) return false;
    if (truth === undefined) known = undefined;
  }
  return known;
}

function not(truth: Truth): Truth {
  return truth === undefined ? undefined : !truth;
}

function some<T>(items: Iterable<T>, test: (item: T) => Truth): Truth {
  return not(every(items, (item) => not(test(item))));
}

/** Whether between `least` and `most` of the items pass. */
function counted<T>(items: readonly T[], test: (item: T) => Truth, least: number, most: number): Truth {
  const truths = items.map(test);
  const sure = truths.filter((truth) => truth === true).length;
  const possible = sure + truths.filter((truth) => truth === undefined).length;
  if (possible < least || sure > most) return false;
  return sure >= least && possible <= most ? true : undefined;
}

function inList(value: unknown, node: SchemaNode): boolean {
  if (!hasType(value, typesOf(node))) return false;
  return (['enum', 'const'] as const).every((name) => {
    const values = valuesOf(node, name);
    return values === undefined || values.some((allowed) => canonical(allowed) === canonical(value));
  });
}

function ofKind(value: unknown, node: SchemaNode): Truth {
  if (typeof value === 'number') return number(value, node);
  if (typeof value === 'string') return string(value, node);
  if (Array.isArray(value)) return array(value, node);
  return isObject(value) ? object(value, node) : true;
}

export function within(size: number, node: SchemaNode, least: string, most: string): boolean {
  return size >= (numberOf(node, least) ?? 0) && size <= (numberOf(node, most) ?? Infinity);
}

function number(value: number, node: SchemaNode): Truth {
  const step = numberOf(node, 'multipleOf');
  const inside =
    value >= (numberOf(node, 'minimum') ?? -Infinity) &&
    value <= (numberOf(node, 'maximum') ?? Infinity) &&
    value > (numberOf(node, 'exclusiveMinimum') ?? -Infinity) &&
    value < (numberOf(node, 'exclusiveMaximum') ?? Infinity);
  if (!inside) return false;
  if (step === undefined || value === 0) return true;
  // Fractions are not exact in binary, and validators differ about them.
  return Number.isSafeInteger(value) && Number.isSafeInteger(step) ? value % step === 0 : undefined;
}

function string(value: string, node: SchemaNode): Truth {
  const pattern = textOf(node, 'pattern');
  if (!within([...value].length, node, 'minLength', 'maxLength')) return false;
  return pattern === undefined ? true : node.document.budget.matches(pattern, value);
}

function array(value: readonly unknown[], node: SchemaNode): Truth {
  const { prefix, rest } = itemRules(node);
  const contained = schemaOf(node, 'contains');
  return both(
    () => within(value.length, node, 'minItems', 'maxItems'),
    () => !isTrue(node, 'uniqueItems') || new Set(value.map(canonical)).size === value.length,
    () => every(value.entries(), ([at, item]) => accepted(item, prefix[at] ?? rest)),
    () =>
      contained === undefined ||
      counted(
        value,
        (item) => evaluate(item, contained),
        numberOf(node, 'minContains') ?? 1,
        numberOf(node, 'maxContains') ?? Infinity,
      ),
  );
}

function object(value: JsonObject, node: SchemaNode): Truth {
  const names = Object.keys(value);
  const allowed = schemaOf(node, 'propertyNames');
  return both(
    () => within(names.length, node, 'minProperties', 'maxProperties'),
    () => requiredOf(node).every((name) => Object.hasOwn(value, name)),
    () => every(names, (name) => accepted(name, allowed)),
    () => every(names, (name) => member(value[name], node, name)),
  );
}

function member(value: unknown, node: SchemaNode, name: string): Truth {
  const { declared, additional, unsure } = memberRules(node, { name });
  return both(
    () => (unsure ? undefined : true),
    () => every(declared, (schema) => evaluate(value, schema)),
    () => accepted(value, additional),
  );
}

function accepted(value: unknown, node: SchemaNode | undefined): Truth {
  return node === undefined ? true : evaluate(value, node);
}

function inPlace(value: unknown, node: SchemaNode, trail: readonly unknown[]): Truth {
  const test = (schema: SchemaNode) => evaluate(value, schema, trail);
  const [allOf, anyOf, oneOf] = ['allOf', 'anyOf', 'oneOf'].map((name) => schemasOf(node, name));
  const refused = schemaOf(node, 'not');
  return both(
    () => (has(node, '$ref') ? reference(node, test) : true),
    () => every(allOf ?? [], test),
    () => anyOf === undefined || some(anyOf, test),
    () => oneOf === undefined || counted(oneOf, test, 1, 1),
    () => refused === undefined || not(test(refused)),
    () => conditional(node, test),
  );
}

function reference(node: SchemaNode, test: (schema: SchemaNode) => Truth): Truth {
  const target = resolve(node);
  return target === undefined ? undefined : test(target);
}

function conditional(node: SchemaNode, test: (schema: SchemaNode) => Truth): Truth {
  const condition = schemaOf(node, 'if');
  if (condition === undefined) return true;
  const holds = test(condition);
  const [yes, no] = [schemaOf(node, 'then'), schemaOf(node, 'else')].map((part) => part === undefined || test(part));
  if (holds === undefined) return yes === no ? yes : undefined;
  return holds ? yes : no;
}
