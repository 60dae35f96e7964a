import type { CatalogEntry, JsonObject } from '#contracts';
import { byStyle, conversations } from './client-topics';
import type { Published, Shape } from './event-schema';
import { GENERATED } from './generated';
import { namedTypes } from './named-types';

const HEAD = `# ${GENERATED}`;

/** A Python module with a pydantic model for every payload and every type inside one. */
export function pythonModels(published: readonly Published[]): string {
  const requests = new Set(published.filter(({ entry }) => entry.answeredBy).map(({ schema }) => schema.title));
  return [
    HEAD,
    '"""Every payload of the bus, and the types inside them."""',
    '',
    'from __future__ import annotations',
    '',
    'from typing import Annotated, Any, Literal',
    '',
    'from pydantic import Field',
    '',
    'from ._base import Payload, RequestPayload',
    '',
    ...[...namedTypes(published)].flatMap(([name, type]) =>
      classOf(name, requests.has(name) ? 'RequestPayload' : 'Payload', type),
    ),
  ].join('\n');
}

function classOf(name: string, base: string, shape: Shape): readonly string[] {
  const { description, properties, required = [] } = shape;
  const members = Object.entries(properties).map(([member, rule]) => memberOf(member, rule, required.includes(member)));
  const doc = description === undefined ? [] : [`    """${description.replaceAll('\\', '\\\\')}"""`, ''];
  const body = [...oneOf(shape), ...members];
  return ['', `class ${name}(${base}):`, ...doc, ...(body.length > 0 ? body : ['    pass']), ''];
}

/** Some requests can do without one property where they have another. */
function oneOf({ anyOf }: Shape): readonly string[] {
  if (!Array.isArray(anyOf)) return [];
  const names = (anyOf as readonly JsonObject[]).flatMap(({ required }) => required as readonly string[]);
  return [`    one_of = (${names.map(pythonValue).join(', ')})`];
}

function memberOf(member: string, rule: JsonObject, isRequired: boolean): string {
  if ('default' in rule) return `    ${member}: ${annotated(rule)} = ${pythonValue(rule['default'])}`;
  return isRequired ? `    ${member}: ${annotated(rule)}` : `    ${member}: ${annotated(rule, true)} = None`;
}

/** The type with its limits and its description, which editors and `model_json_schema` show. */
function annotated(rule: JsonObject, mayBeNone = false): string {
  const type = typeOf(rule);
  const whole = mayBeNone && !type.endsWith('None') ? `${type} | None` : type;
  const description = 'description' in rule ? [`description=${pythonValue(rule['description'])}`] : [];
  const facts = [...limitsOf(rule), ...description];
  return facts.length === 0 ? whole : `Annotated[${whole}, Field(${facts.join(', ')})]`;
}

const LIMITS = [
  ['minimum', 'ge'],
  ['maximum', 'le'],
  ['minLength', 'min_length'],
  ['maxLength', 'max_length'],
  ['minItems', 'min_length'],
  ['pattern', 'pattern'],
] as const;

function limitsOf(rule: JsonObject): readonly string[] {
  // What is one of a list has no limits besides.
  if ('enum' in rule) return [];
  return LIMITS.filter(([name]) => name in rule).map(([name, python]) => `${python}=${pythonValue(rule[name])}`);
}

function typeOf(rule: JsonObject): string {
  const { $ref, enum: listed, anyOf, type } = rule;
  if (typeof $ref === 'string') return $ref.replace('#/$defs/', '');
  if (Array.isArray(listed)) return literal(listed);
  if (Array.isArray(anyOf)) return (anyOf as JsonObject[]).map((choice) => annotated(choice)).join(' | ');
  return [type]
    .flat()
    .map((name) => typeNamed(name, rule))
    .join(' | ');
}

function literal(listed: readonly unknown[]): string {
  const values = listed.filter((value) => value !== null);
  const none = values.length < listed.length ? ' | None' : '';
  return `Literal[${values.map(pythonValue).join(', ')}]${none}`;
}

const TYPES: Readonly<Record<string, string>> = {
  object: 'dict[str, Any]',
  integer: 'int',
  string: 'str',
  number: 'float',
  boolean: 'bool',
  null: 'None',
};

function typeNamed(name: unknown, { items }: JsonObject): string {
  if (name === 'array') return items === undefined ? 'list[Any]' : `list[${annotated(items as JsonObject)}]`;
  return TYPES[String(name)] ?? 'Any';
}

/** JSON's texts, numbers and lists are Python's as well. */
function pythonValue(value: unknown): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return JSON.stringify(value);
}

/** A Python module with the names of all topics, and every operation with its topics and models. */
export function pythonOperations(published: readonly Published[]): string {
  const entries = published.map(({ entry }) => entry);
  const modelOf = (name: string): string =>
    `models.${entries.find((entry) => entry.name === name)?.payload.name ?? ''}`;
  return [
    HEAD,
    '"""What can be asked, and where everything is said."""',
    '',
    'from . import models',
    'from ._operation import Operation',
    '',
    ...conversations().map(({ operation, requestEntry, responseEntry, ...topics }) =>
      [
        `${operation.toUpperCase()} = Operation(`,
        ...[operation, topics.request, topics.response, topics.deadLetter].map(
          (text) => `    ${JSON.stringify(text)},`,
        ),
        `    ${modelOf(requestEntry)},`,
        `    ${modelOf(responseEntry)},`,
        ')',
      ].join('\n'),
    ),
    '',
    `ALL = (${conversations()
      .map(({ operation }) => operation.toUpperCase())
      .join(', ')})`,
    '',
    '#: Topic or subject by catalog entry and style; `{env}` is dev, staging or prod, the newest name comes first.',
    'TOPICS: dict[str, dict[str, list[str]]] = {',
    ...entries.map(
      ({ name, places }: CatalogEntry) => `    ${JSON.stringify(name)}: ${JSON.stringify(byStyle(places))},`,
    ),
    '}',
    '',
  ].join('\n');
}
