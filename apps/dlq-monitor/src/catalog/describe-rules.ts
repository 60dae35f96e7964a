import { INSTANT, isObject, type JsonObject, UUID } from '#contracts';

type Word = (value: unknown) => string | undefined;

const KNOWN_PATTERNS: ReadonlyMap<string, string> = new Map([
  [INSTANT.source, 'date and time, ISO 8601'],
  [UUID.source, 'UUID'],
  ['^[0-9a-f]{64}$', '64 lower-case hex digits'],
  ['^[A-Z]{3}$', 'three capitals'],
]);

const WORDS: Readonly<Record<string, Word>> = {
  // That it may be null, the type says.
  enum: (values) =>
    Array.isArray(values)
      ? `one of ${values
          .filter((value) => value !== null)
          .map(named)
          .join(', ')}`
      : undefined,
  default: (value) => `default ${named(value)}`,
  const: (value) => `always ${named(value)}`,
  pattern: (source) => KNOWN_PATTERNS.get(String(source)) ?? `matches ${String(source)}`,
  minLength: (length) => (length === 1 ? 'not empty' : `at least ${counted(length, 'character')}`),
  maxLength: (length) => `at most ${counted(length, 'character')}`,
  minItems: (length) => `at least ${counted(length, 'item')}`,
  maxItems: (length) => `at most ${counted(length, 'item')}`,
  minimum: (bound) => `at least ${String(bound)}`,
  maximum: (bound) => `at most ${String(bound)}`,
  anyOf: anyRequired,
  not: (rule) => {
    if (isObject(rule) && rule['const'] === '') return 'not empty';
    return isObject(rule) && rule['type'] === 'null' ? 'not null' : `not ${JSON.stringify(rule)}`;
  },
};

/** Said elsewhere in the description of a field. */
const TOLD: ReadonlySet<string> = new Set([
  '$schema',
  'title',
  'type',
  '$ref',
  'description',
  'items',
  'properties',
  'required',
]);

/** The rules of one schema in words; a keyword without words of its own is shown as it stands, never dropped. */
export function describeRules(schema: JsonObject): readonly string[] {
  const { minimum, maximum, items, ...rest } = schema;
  const range = typeof minimum === 'number' && typeof maximum === 'number' ? [`${minimum} to ${maximum}`] : undefined;
  const others = range === undefined ? schema : rest;
  const own = Object.entries(others).filter(([keyword]) => !TOLD.has(keyword));
  return [
    ...(range ?? []),
    ...own.map(([keyword, value]) => word(keyword, value)),
    ...(isObject(items) ? describeRules(items).map((rule) => `each ${rule}`) : []),
  ];
}

function word(keyword: string, value: unknown): string {
  const known = Object.hasOwn(WORDS, keyword) ? WORDS[keyword]?.(value) : undefined;
  return known ?? `${keyword} ${JSON.stringify(value)}`;
}

/** "At least one of these members", which JSON Schema has no shorter word for. */
function anyRequired(choices: unknown): string | undefined {
  if (!Array.isArray(choices)) return undefined;
  const names = choices.map((choice: unknown) => (isObject(choice) ? choice['required'] : undefined));
  if (!names.every((required): required is string[] => Array.isArray(required))) return undefined;
  return `${names.map((required) => required.join(' and ')).join(' or ')} is required`;
}

function named(value: unknown): string {
  return typeof value === 'string' && value !== '' ? value : JSON.stringify(value);
}

function counted(count: unknown, noun: string): string {
  return `${Number(count).toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
