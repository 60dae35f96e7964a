import { Type } from 'avsc';
import { isObject, parseText, refusal, type Parsed } from '#contracts';
import { ByteCursor, MalformedAvroError } from './byte-cursor';
import { JsonText, RefusedValueError } from './json-text';
import { LOGICAL_TYPES } from './logical-types';
import { readerOf } from './reader-of';

/** The JSON that an Avro value stands for, as if its sender had sent that. Never throws. */
export type AvroReader = (body: Buffer) => Parsed;

/** A schema that nothing can be read with: no Avro, or larger than any that is meant. */
export class SchemaUnusableError extends Error {
  override readonly name = 'SchemaUnusableError';
}

/** Whoever may write to the registry may write any schema; each is compiled once, in a few milliseconds at most. */
const MAX_CHARACTERS = 131_072;
const MAX_NAMED_TYPES = 512;
const MAX_NESTING = 64;

/** A writer's schema, ready to read with. Throws `SchemaUnusableError`. */
export function compileSchema(text: string): AvroReader {
  const read = readerOf(typeOf(text));
  return (body) => {
    const from = new ByteCursor(body);
    const to = new JsonText();
    try {
      read(from, to);
      if (from.left > 0) throw new MalformedAvroError('there are bytes behind the value');
      return parseText(to.toString());
    } catch (error) {
      if (error instanceof RefusedValueError) return { ok: false, refusal: error.refusal };
      if (!(error instanceof MalformedAvroError)) throw error;
      return { ok: false, refusal: refusal('invalid_avro', `the value does not fit its schema: ${error.message}`) };
    }
  };
}

/**
 * avsc checks the schema and resolves its names. Its own decoder is not used: it allocates arrays as long as the bytes
 * say, and goes on reading behind their end.
 */
function typeOf(text: string): Type {
  if (text.length > MAX_CHARACTERS) throw new SchemaUnusableError(`it has more than ${MAX_CHARACTERS} characters`);
  try {
    const schema: unknown = JSON.parse(text);
    measure(schema, { named: 0 }, 0);
    return Type.forSchema(schema as Parameters<typeof Type.forSchema>[0], {
      wrapUnions: 'always',
      logicalTypes: LOGICAL_TYPES,
    });
  } catch (error) {
    if (error instanceof SchemaUnusableError) throw error;
    throw new SchemaUnusableError('it is not an Avro schema', { cause: error });
  }
}

function measure(schema: unknown, seen: { named: number }, depth: number): void {
  if (depth > MAX_NESTING * 2) throw new SchemaUnusableError(`it nests deeper than ${MAX_NESTING} types`);
  if (isObject(schema) && 'name' in schema && 'type' in schema) seen.named += 'fields' in schema ? 1 : 0;
  if (seen.named > MAX_NAMED_TYPES) throw new SchemaUnusableError(`it has more than ${MAX_NAMED_TYPES} records`);
  if (typeof schema !== 'object' || schema === null) return;
  for (const inner of Object.values(schema) as unknown[]) measure(inner, seen, depth + 1);
}
