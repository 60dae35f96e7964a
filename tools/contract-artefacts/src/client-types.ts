import { ENVIRONMENTS, entriesOfTopic, routeOfRequest, type CatalogEntry, type JsonObject } from '#contracts';
import type { Published, Shape } from './event-schema';
import { GENERATED } from './generated';
import { namedTypes } from './named-types';

/** TypeScript declarations for a client: every payload, and which is where. */
export function clientTypes(published: readonly Published[]): string {
  const entries = published.map(({ entry }) => entry);
  return [
    `// ${GENERATED}`,
    ...[...namedTypes(published)].map(([name, type]) => interfaceOf(name, type)),
    map('Events', 'Payload by the name of the catalog entry.', entries.map(eventLine)),
    map('Operations', 'What is asked and what is answered.', entries.flatMap(operationLine)),
    map('Topics', 'Payload by topic or subject; several types share a hook topic.', topicLines(entries)),
  ].join('\n\n');
}

function interfaceOf(name: string, { description, properties, required = [] }: Shape): string {
  const members = Object.entries(properties).flatMap(([member, rule]) => [
    ...docLines('  ', [rule['description'], defaultOf(rule)]),
    `  ${member}${required.includes(member) ? '' : '?'}: ${typeOf(rule)};`,
  ]);
  return [...docLines('', [description]), `export interface ${name} {`, ...members, '}'].join('\n');
}

function defaultOf(rule: JsonObject): string | undefined {
  return 'default' in rule ? `Default: ${JSON.stringify(rule['default'])}.` : undefined;
}

function docLines(indent: string, texts: readonly unknown[]): readonly string[] {
  const text = texts.filter((part) => typeof part === 'string').join(' ');
  return text === '' ? [] : [`${indent}/** ${text.replaceAll('*/', '*\\/')} */`];
}

function typeOf(rule: JsonObject): string {
  const { $ref, enum: listed, anyOf, type } = rule;
  if (typeof $ref === 'string') return $ref.replace('#/$defs/', '');
  if (Array.isArray(listed)) return listed.map(literal).join(' | ');
  if (Array.isArray(anyOf)) return (anyOf as JsonObject[]).map(typeOf).join(' | ');
  return [type]
    .flat()
    .map((name) => typeNamed(name, rule))
    .join(' | ');
}

function literal(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : JSON.stringify(value);
}

function typeNamed(name: unknown, { items }: JsonObject): string {
  switch (name) {
    case 'array':
      return items === undefined ? 'unknown[]' : `Array<${typeOf(items as JsonObject)}>`;
    case 'object':
      return 'Record<string, unknown>';
    case 'integer':
      return 'number';
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
      return name;
    default:
      return 'unknown';
  }
}

function map(name: string, doc: string, lines: readonly string[]): string {
  return [`/** ${doc} */`, `export interface ${name} {`, ...lines.map((line) => `  ${line}`), '}', ''].join('\n');
}

function eventLine({ name, payload }: CatalogEntry): string {
  return `'${name}': ${payload.name};`;
}

/** An operation is named by the last word of its request; code analysis is answered on one of two topics. */
function operationLine(
  { name, payload, answeredBy, places }: CatalogEntry,
  _: number,
  entries: readonly CatalogEntry[],
) {
  if (answeredBy === undefined) return [];
  const failures = places.flatMap((place) => entriesOfTopic(routeOfRequest(place.name)?.failure ?? ''));
  const answers = [...entries.filter((entry) => entry.name === answeredBy), ...failures];
  const response = [...new Set(answers.map((answer) => answer.payload.name))].join(' | ');
  return [`${name.split('.').at(-1)}: { request: ${payload.name}; response: ${response} };`];
}

/** Names with an environment are written out, since a key cannot be a list of texts; an id makes a pattern of its key. */
function topicLines(entries: readonly CatalogEntry[]): readonly string[] {
  const payloads = new Map<string, Set<string>>();
  for (const { places, payload } of entries) {
    for (const topic of places.flatMap(({ name }) => ENVIRONMENTS.map((env) => name.replaceAll('{env}', env)))) {
      payloads.set(topic, (payloads.get(topic) ?? new Set()).add(payload.name));
    }
  }
  return [...payloads].map(([topic, names]) => `${topicKey(topic)}: ${[...names].join(' | ')};`);
}

function topicKey(topic: string): string {
  return topic.includes('{') ? `[topic: \`${topic.replaceAll(/\{\w+\}/g, '${string}')}\`]` : `'${topic}'`;
}
