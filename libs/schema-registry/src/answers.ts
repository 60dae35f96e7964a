import { isObject, member, textMember, type JsonObject } from '#contracts';
import { RegistryError } from './registry-error';

/** A JSON Schema 2020-12 document. */
export type JsonSchema = JsonObject;

/** What the registry has under an id, in the language that its type names: AVRO, JSON, PROTOBUF. */
export interface SchemaText {
  readonly type: string;
  readonly text: string;
}

export interface SchemaVersion {
  readonly subject: string;
  readonly version: number;
  readonly id: number;
  readonly schema: JsonSchema;
}

export interface CompatibilityVerdict {
  readonly compatible: boolean;
  /** The registry's own words; often none. */
  readonly reasons: readonly string[];
}

export function readId(answer: unknown): number {
  return whole(answer, 'id');
}

export function readVersions(answer: unknown): readonly number[] {
  if (Array.isArray(answer) && answer.every(isWhole)) return answer;
  throw garbled('a list of versions');
}

export function readVersion(answer: unknown): SchemaVersion {
  const subject = isObject(answer) ? textMember(answer, 'subject') : undefined;
  if (subject === undefined) throw garbled('"subject"');
  return { subject, version: whole(answer, 'version'), id: whole(answer, 'id'), schema: readSchema(answer) };
}

/** Only Avro goes without a type in the registry's answers. */
export function readSchemaText(answer: unknown): SchemaText {
  const text = isObject(answer) ? textMember(answer, 'schema') : undefined;
  if (!isObject(answer) || text === undefined) throw garbled('"schema"');
  return { type: textMember(answer, 'schemaType') ?? 'AVRO', text };
}

export function readSchema(answer: unknown): JsonSchema {
  const { type, text } = readSchemaText(answer);
  if (type !== 'JSON')
    throw new RegistryError('schema_invalid', `the schema is of type ${type.slice(0, 40)}, not JSON`);
  try {
    const schema: unknown = JSON.parse(text);
    if (isObject(schema)) return schema;
  } catch (cause) {
    throw garbled('a schema of JSON', cause);
  }
  throw garbled('a schema that is an object');
}

export function readVerdict(answer: unknown): CompatibilityVerdict {
  const compatible = isObject(answer) ? member(answer, 'is_compatible') : undefined;
  if (!isObject(answer) || typeof compatible !== 'boolean') throw garbled('"is_compatible"');
  const messages = member(answer, 'messages');
  const reasons = Array.isArray(messages) ? messages.filter((reason) => typeof reason === 'string') : [];
  return { compatible, reasons };
}

function whole(answer: unknown, name: string): number {
  const value = isObject(answer) ? member(answer, name) : undefined;
  if (!isWhole(value)) throw garbled(`"${name}"`);
  return value;
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function garbled(missing: string, cause?: unknown): RegistryError {
  return new RegistryError('registry_garbled', `the registry's answer has not what was asked for: ${missing}`, {
    cause,
  });
}
