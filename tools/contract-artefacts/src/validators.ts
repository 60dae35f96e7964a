import Ajv2020 from 'ajv/dist/2020';
import standaloneCode from 'ajv/dist/standalone';
import type { CatalogEntry } from '#contracts';
import type { Published } from './event-schema';
import { GENERATED } from './generated';

/** `codegen.request.validate` → `codegenRequestValidate`. */
export function validatorName({ name }: CatalogEntry): string {
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
 * A CommonJS module with a compiled validator for every schema, which loads nothing. Entries that share a payload share
 * its validator. Each stops at the first fault.
 */
export function validatorsModule(published: readonly Published[]): string {
  const ajv = new Ajv2020({ strict: false, code: { source: true } });
  for (const { rules } of published) {
    if (ajv.schemas[rules.title] === undefined) ajv.addSchema(rules, rules.title);
  }
  const exported = published.map(({ entry, schema }) => [validatorName(entry), schema.title]);
  const code = standaloneCode(ajv, Object.fromEntries(exported) as Record<string, string>)
    .replace('"use strict";', '')
    .replaceAll(COUNT_CHARACTERS, 'countCharacters');
  if (code.includes('require(')) throw new Error('the validators load something at run time');
  return `// ${GENERATED}\n'use strict';\n\n${OWN_COUNT}\n${code.trim()}\n`;
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
