import { declares, deref, keepsToItself, names, saidAbout, schemas, type Local } from './choices';
import type { Random } from './random';
import { NAMES, TEXTS, type Schema } from './random-schemas';

/** `declared`: objects get only members the chosen branches declare; else also others. */
export type Style = 'declared' | 'anything';

/** A value that probably satisfies the schema, by choosing branches and filling them in; `undefined` when it gave up. */
export function randomInstance(random: Random, root: Schema, style: Style): unknown {
  return filled(random, [root], root, style, 5);
}

/** Levels after which even what is required is left out: a schema may demand what never ends. */
const DEEPER = 4;

const TYPES = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'];

function filled(random: Random, said: readonly Schema[], root: Schema, style: Style, depth: number): unknown {
  if (depth < -DEEPER) return null;
  const locals = said.flatMap((schema) => chosen(random, schema, root, 8));
  const listed = locals.filter((local) => Object.hasOwn(local, 'const') || Object.hasOwn(local, 'enum'));
  const from = random.pick(listed);
  if (from !== undefined) return Object.hasOwn(from, 'const') ? from['const'] : random.pick(from['enum'] as unknown[]);
  const types = TYPES.filter((type) => locals.every((local) => allows(local['type'], type)));
  const likely =
    types.length === TYPES.length ? random.pick([types, ['object'], [random.pick(hinted(locals)) ?? 'object']]) : types;
  return ofType(random, random.pick(likely) ?? 'null', { locals, root, style, depth });
}

/** Types the keywords speak about. */
function hinted(locals: readonly Local[]): string[] {
  return locals.flatMap((local) => [
    ...(Object.hasOwn(local, 'minLength') || Object.hasOwn(local, 'pattern') ? ['string'] : []),
    ...(Object.hasOwn(local, 'minimum') || Object.hasOwn(local, 'maximum') ? ['number'] : []),
    ...(Object.hasOwn(local, 'items') || Object.hasOwn(local, 'prefixItems') ? ['array'] : []),
  ]);
}

function allows(types: unknown, type: string): boolean {
  if (types === undefined) return true;
  const list = [types].flat();
  return list.includes(type) || (type === 'integer' && list.includes('number'));
}

/** The local schemas of one way to satisfy a schema. */
function chosen(random: Random, schema: Schema, root: Schema, depth: number): Local[] {
  const target = deref(schema, root);
  const beside = typeof schema === 'object' && target !== schema ? [schema] : [];
  if (typeof target === 'boolean' || depth < 0) return beside;
  const follow = (part: Schema) => chosen(random, part, root, depth - 1);
  const anyOf = schemas(target, 'anyOf');
  const branches = random.chance(0.2) ? random.some(anyOf) : [];
  const one = branches.length > 0 ? branches : [random.pick(anyOf)].filter((branch) => branch !== undefined);
  const exclusive = random.pick(schemas(target, 'oneOf'));
  return [
    ...beside,
    target,
    ...schemas(target, 'allOf').flatMap(follow),
    ...one.flatMap(follow),
    ...(exclusive === undefined ? [] : follow(exclusive)),
    ...conditional(random, target).flatMap(follow),
    ...doubleNot(target).flatMap(follow),
  ];
}

function conditional(random: Random, local: Local): Schema[] {
  const part = (name: string) => (Object.hasOwn(local, name) ? [local[name] as Schema] : []);
  if (!Object.hasOwn(local, 'if')) return [];
  return random.chance(0.5) ? [...part('if'), ...part('then')] : part('else');
}

function doubleNot(local: Local): Schema[] {
  const inner = local['not'] as Local | undefined;
  return typeof inner === 'object' && Object.hasOwn(inner, 'not') ? [inner['not'] as Schema] : [];
}

interface Work {
  readonly locals: readonly Local[];
  readonly root: Schema;
  readonly style: Style;
  readonly depth: number;
}

function ofType(random: Random, type: string, work: Work): unknown {
  switch (type) {
    case 'null':
      return null;
    case 'boolean':
      return random.chance(0.5);
    case 'integer':
    case 'number':
      return number(random, type, work.locals);
    case 'string':
      return text(random, work.locals);
    case 'array':
      return array(random, work);
    default:
      return object(random, work);
  }
}

function number(random: Random, type: string, locals: readonly Local[]): number {
  const limits = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'];
  const near = locals
    .flatMap((local) => limits.map((name) => local[name]))
    .filter((value) => typeof value === 'number');
  const base = random.chance(0.8) ? (random.pick(near) ?? random.below(8)) : random.below(20) - 5;
  const value = base + random.pick([0, 0, 1, -1, 0.5, 2, -0.5, 0.25]);
  return type === 'integer' ? Math.round(value) : value;
}

function text(random: Random, locals: readonly Local[]): string {
  if (random.chance(0.5)) return random.pick(TEXTS);
  const least = Math.max(0, ...locals.map((local) => Number(local['minLength'] ?? 0)));
  const most = Math.min(least + 3, ...locals.map((local) => Number(local['maxLength'] ?? Infinity)));
  const length = least + random.below(Math.max(1, most - least + 1));
  return Array.from({ length }, () => random.pick(['a', 'b', 'é', '😀'])).join('');
}

function array(random: Random, { locals, root, style, depth }: Work): unknown[] {
  const least = Math.max(0, ...locals.map((local) => Number(local['minItems'] ?? 0)));
  const most = Math.min(...locals.map((local) => Number(local['maxItems'] ?? Infinity)), least + 3);
  const length = depth <= 0 ? least : least + random.below(Math.max(1, most - least + 1));
  return Array.from({ length: Math.min(length, 6) }, (_, at) => {
    const said = locals.map((local) => schemas(local, 'prefixItems')[at] ?? (local['items'] as Schema | undefined));
    const contained = locals.map((local) =>
      random.chance(0.4) ? (local['contains'] as Schema | undefined) : undefined,
    );
    return filled(
      random,
      [...said, ...contained].filter((schema) => schema !== undefined),
      root,
      style,
      depth - 1,
    );
  });
}

function object(random: Random, { locals, root, style, depth }: Work): Record<string, unknown> {
  const required = locals.flatMap((local) => schemas(local, 'required') as unknown as string[]);
  const free = style === 'anything' || !keepsToItself(locals);
  const candidates = new Set([...NAMES, 'kind', 'x-e', ...locals.flatMap((local) => names(local, 'properties'))]);
  const share = depth <= 0 ? 0 : random.pick([0.2, 0.6, 0.9]);
  const written = [...candidates].filter((name) => {
    if (required.includes(name)) return true;
    return locals.some((local) => declares(local, name)) ? random.chance(share) : free && random.chance(share / 3);
  });
  const value: Record<string, unknown> = {};
  for (const name of written) {
    const said = locals.flatMap((local) => saidAbout(local, name));
    if (!said.includes(false)) value[name] = filled(random, said, root, style, depth - 1);
  }
  return value;
}
