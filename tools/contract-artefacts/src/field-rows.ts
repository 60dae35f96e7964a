import { INSTANT, UUID, BLAKE3_HEX, type JsonObject } from '#contracts';
import type { PublishedSchema, Shape } from './event-schema';

export interface FieldRow {
  /** `error.details[].path` */
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly description: string;
}

/** Every member of a payload and of the objects in it, as a table wants them. */
export function fieldRows(schema: PublishedSchema): readonly FieldRow[] {
  return rowsOf('', schema, schema.$defs ?? {});
}

function rowsOf(
  prefix: string,
  { properties, required = [] }: Shape,
  definitions: NonNullable<PublishedSchema['$defs']>,
) {
  return Object.entries(properties).flatMap(([member, rule]): readonly FieldRow[] => {
    const [inner, suffix] = innerOf(rule);
    const name = `${prefix}${member}`;
    const row = { name, type: typeText(rule), required: required.includes(member), description: descriptionOf(rule) };
    const definition = inner === null ? undefined : definitions[inner];
    if (definition === undefined) return [row];
    return [row, ...rowsOf(`${name}${suffix}.`, definition, definitions)];
  });
}

/** The type a member holds, and how its members are written behind the member's name. */
function innerOf(rule: JsonObject): readonly [name: string | null, suffix: string] {
  const { $ref, items, anyOf } = rule;
  if (typeof $ref === 'string') return [$ref.replace('#/$defs/', ''), ''];
  if (items !== undefined) return [innerOf(items as JsonObject)[0], '[]'];
  if (Array.isArray(anyOf)) return innerOf((anyOf as JsonObject[])[0] ?? {});
  return [null, ''];
}

function descriptionOf(rule: JsonObject): string {
  const parts = [rule['description'], 'default' in rule && `Default: \`${JSON.stringify(rule['default'])}\`.`];
  return parts.filter((part) => typeof part === 'string').join(' ');
}

const PATTERN_NAMES = new Map([
  [INSTANT.source, 'instant'],
  [UUID.source, 'UUID'],
  [BLAKE3_HEX.source, '64 hex digits'],
]);

/** What a property may hold, in words; of JSON Schema and of OpenAPI 3.0, which says `nullable`. */
export function typeText(rule: JsonObject): string {
  return [...new Set(alternatives(rule))].join(' or ');
}

function alternatives(rule: JsonObject): readonly string[] {
  const { $ref, anyOf, allOf, type, nullable } = rule;
  const orNull = nullable === true ? ['null'] : [];
  if (typeof $ref === 'string') return [referenceText($ref)];
  const inner = anyOf ?? allOf;
  if (Array.isArray(inner)) return [...(inner as JsonObject[]).flatMap(alternatives), ...orNull];
  const [name, ...others] = [type].flat();
  return [kindText(name, rule), ...(others as string[]), ...orNull];
}

/** What OpenAPI names has a heading of its own. */
function referenceText(reference: string): string {
  const [, name] = /^#\/components\/schemas\/(.+)$/.exec(reference) ?? [];
  return name === undefined ? 'object' : `[${name}](#${name.toLowerCase()})`;
}

const FORMATS: Readonly<Record<string, string>> = { 'date-time': 'instant', uuid: 'UUID', binary: 'file' };

function kindText(type: unknown, rule: JsonObject): string {
  const { items, pattern, format, enum: listed } = rule;
  if (Array.isArray(listed)) return listedText(listed as string[]);
  if (typeof format === 'string' && format in FORMATS) return FORMATS[format] ?? format;
  if (typeof pattern === 'string') return PATTERN_NAMES.get(pattern) ?? `text like \`${pattern}\``;
  return [nameOf(type, items), ...boundsOf(rule)].join(', ');
}

function listedText(values: readonly (string | number | null)[]): string {
  const words = values.filter((value) => value !== null).map((value) => `\`${value}\``);
  return words.length === 0 ? 'null' : words.join(', ');
}

function nameOf(type: unknown, items: unknown): string {
  if (type === 'array') return items === undefined ? 'list' : `list of ${typeText(items as JsonObject)}`;
  if (type === 'string') return 'text';
  return typeof type === 'string' ? type : 'anything';
}

function boundsOf({ minimum, maximum, minLength, maxLength, minItems }: JsonObject): readonly string[] {
  return [
    minLength === 1 && 'not empty',
    typeof minItems === 'number' && `at least ${minItems}`,
    typeof minimum === 'number' && `at least ${minimum}`,
    typeof maximum === 'number' && `at most ${maximum}`,
    typeof maxLength === 'number' && `at most ${maxLength} characters`,
  ].filter((text) => text !== false);
}
