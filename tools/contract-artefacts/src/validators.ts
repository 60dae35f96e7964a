import Ajv2020 from 'ajv/dist/2020';
import standaloneCode from 'ajv/dist/standalone';
import type { CatalogEntry, JsonObject } from '#contracts';
import type { Published } from './event-schema';
import { GENERATED } from './generated';

/** `codegen.request.validate` → `codegenRequestValidate`. */
export function validatorName({ name }: Pick<CatalogEntry, 'name'>): string {
  return name.replaceAll(/[._]([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** The one thing Ajv's code would load: JSON Schema counts code points, `length` does not. */
const COUNT_CHARACTERS = 'require("ajv/dist/runtime/ucs2length").default';
const OWN_COUNT = `/** Code points; half a surrogate pair by itself counts as one. */
function countCharacters(text) {
  let count = 0;
  for (const _ of text) count++;
  return count;
}`;

/**
 * An ES module with a compiled validator for every payload and every type inside one, which loads nothing. Entries that
 * share a payload share its validator. Each stops at the first fault.
 */
export function validatorsModule(published: readonly Published[]): string {
  const ajv = new Ajv2020({
    strict: false,
    // A type inside several payloads is one function, and not a copy in each of them.
    inlineRefs: false,
    code: { source: true, esm: true, lines: true },
  });
  for (const [name, rules] of rulesByType(published)) ajv.addSchema(rules, name);
  const payloads = [...new Set(published.map(({ schema }) => schema.title))];
  // Ajv writes a function anew for every name it is exported by: here it has one, and the entries are names of that.
  const code = standaloneCode(ajv, Object.fromEntries(payloads.map((title) => [title, title])))
    .replace('"use strict";', '')
    .replaceAll(/^export const /gm, 'const ')
    .replaceAll(COUNT_CHARACTERS, 'countCharacters');
  if (code.includes('require(')) throw new Error('the validators load something at run time');
  const names = published.map(({ entry, schema }) => `export const ${validatorName(entry)} = ${schema.title};`);
  return `// ${GENERATED}\n${OWN_COUNT}\n${code.trim()}\n${names.join('\n')}\n`;
}

/** The rules of every type by its name, each a schema of its own that refers to the others by theirs. */
function rulesByType(published: readonly Published[]): ReadonlyMap<string, JsonObject> {
  return new Map(
    published.flatMap(({ rules: { title, $defs = {}, ...rules } }) =>
      [[title, rules] as const, ...Object.entries($defs)].map(([name, shape]) => [name, byName(shape)] as const),
    ),
  );
}

function byName(rules: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(rules).replaceAll('"#/$defs/', '"')) as JsonObject;
}

export function validatorsTypes(published: readonly Published[]): string {
  const lines = published.map(
    ({ entry }) => `export declare const ${validatorName(entry)}: Validator<Events['${entry.name}']>;`,
  );
  return `// ${GENERATED}
import type { Events } from './types.js';

export interface Fault {
  /** JSON pointer of the member at fault; '' is the payload itself. */
  instancePath: string;
  schemaPath: string;
  keyword: string;
  params: Record<string, unknown>;
  message?: string;
}

export interface Validator<Payload> {
  (payload: unknown): payload is Payload;
  /** What the last call found. */
  errors?: Fault[] | null;
}

${lines.join('\n')}
`;
}
