import type { Schema } from './random-schemas';

export type Local = { readonly [keyword: string]: unknown };

/** The schema itself, or the definition it refers to. */
export function deref(schema: Schema, root: Schema): Schema {
  const reference = typeof schema === 'object' ? schema['$ref'] : undefined;
  if (typeof reference !== 'string') return schema;
  const definitions = (root as Local)['$defs'] as Record<string, Schema>;
  return definitions[reference.replace('#/$defs/', '')] ?? false;
}

export function schemas(local: Local, name: string): Schema[] {
  return (local[name] ?? []) as Schema[];
}

/** Whether any of these name members of their own, and none says that there may be others. */
export function keepsToItself(locals: readonly Local[]): boolean {
  const more = locals.some(
    (local) => Object.hasOwn(local, 'additionalProperties') && local['additionalProperties'] !== false,
  );
  return (
    !more && locals.some((local) => names(local, 'properties').length + names(local, 'patternProperties').length > 0)
  );
}

export function names(local: Local, keyword: string): string[] {
  return Object.keys(local[keyword] ?? {});
}

export function declares(local: Local, name: string): boolean {
  const patterns = names(local, 'patternProperties').some((pattern) => new RegExp(pattern, 'u').test(name));
  return patterns || names(local, 'properties').includes(name) || schemas(local, 'required').includes(name as never);
}

/** What a schema says about one member. */
export function saidAbout(local: Local, name: string): Schema[] {
  const properties = (local['properties'] ?? {}) as Record<string, Schema>;
  const patterns = Object.entries((local['patternProperties'] ?? {}) as Record<string, Schema>);
  const said = patterns.filter(([pattern]) => new RegExp(pattern, 'u').test(name)).map(([, schema]) => schema);
  if (Object.hasOwn(properties, name)) said.push(properties[name] as Schema);
  return said.length === 0 && Object.hasOwn(local, 'additionalProperties')
    ? [local['additionalProperties'] as Schema]
    : said;
}
