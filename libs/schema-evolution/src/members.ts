import { has, type SchemaNode } from './schema-node';
import { mapOf, schemaOf, schemasOf } from './keywords';

/** Members with this name, or any of the unnamed members that match exactly these patterns. */
export type Key = { readonly name: string } | { readonly patterns: ReadonlySet<string> };

/** What one schema says about the members a key stands for. */
export interface MemberRules {
  /** From `properties` and `patternProperties`. */
  readonly declared: readonly SchemaNode[];
  /** From `additionalProperties`, where nothing is declared. */
  readonly additional: SchemaNode | undefined;
  /** A pattern could not be tried on the name, so more may be declared, and nothing additional is known. */
  readonly unsure: boolean;
}

/** An open reader does not look at members it does not declare. */
export function memberRules(node: SchemaNode, key: Key): MemberRules {
  const named = 'name' in key ? mapOf(node, 'properties').get(key.name) : undefined;
  const patterns = [...mapOf(node, 'patternProperties')].map(
    ([pattern, schema]) => [matches(node, pattern, key), schema] as const,
  );
  const declared = patterns.filter(([match]) => match === true).map(([, schema]) => schema);
  if (named !== undefined) declared.unshift(named);
  const unsure = patterns.some(([match]) => match === undefined);
  const closed = declared.length > 0 || unsure ? undefined : additionalOf(node);
  return { declared, additional: closed, unsure };
}

function matches(node: SchemaNode, pattern: string, key: Key): boolean | undefined {
  return 'name' in key ? node.document.budget.matches(pattern, key.name) : key.patterns.has(pattern);
}

function additionalOf(node: SchemaNode): SchemaNode | undefined {
  const schema = schemaOf(node, 'additionalProperties');
  return schema?.schema === false && node.view === 'open' ? undefined : schema;
}

/** What one schema says about the items of a list by position: `prefix` one by one, `rest` all after them. */
export interface ItemRules {
  readonly prefix: readonly SchemaNode[];
  readonly rest: SchemaNode | undefined;
}

/** Both spellings of a tuple: `prefixItems` with `items`, and before 2020 a list of `items` with `additionalItems`. */
export function itemRules(node: SchemaNode): ItemRules {
  if (has(node, 'prefixItems')) return { prefix: schemasOf(node, 'prefixItems') ?? [], rest: restOf(node) };
  const tuple = schemasOf(node, 'items');
  if (tuple !== undefined) return { prefix: tuple, rest: schemaOf(node, 'additionalItems') };
  return { prefix: [], rest: restOf(node) };
}

function restOf(node: SchemaNode): SchemaNode | undefined {
  return schemaOf(node, 'items');
}
