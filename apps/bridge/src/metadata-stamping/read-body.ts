import { checkOf, member, publishedSchema, type JsonObject, type PayloadClass } from '#contracts';
import { unstorable } from '#stamping';
import { notValid, refused, StampingRefusal } from './refusals';

const names = new Map<PayloadClass, readonly string[]>();

/**
 * A body as its class has it, with the defaults of what is left out or `null`. Throws the refusal of the Python service,
 * with everything that is wrong.
 */
export function readBody<Body extends object>(type: PayloadClass<Body>, body: unknown): Body {
  const details = checkOf(type)(body);
  if (details.length > 0) {
    const entries = details.map(({ path, message }) => {
      const field = path.slice(1).replaceAll('/', '.') || null;
      return { code: codeOf(field), field, message: `${field ?? 'the body'} ${message}` };
    });
    const status = entries.every(({ code }) => code === 'INVALID_HASH_FORMAT') ? 400 : 422;
    throw new StampingRefusal(status, entries);
  }
  const given = body as JsonObject;
  const read = new type();
  for (const name of namesOf(type)) {
    const value = member(given, name) ?? undefined;
    if (value !== undefined) (read as Record<string, unknown>)[name] = value;
  }
  return read;
}

function codeOf(field: string | null): string {
  return field === 'options.expected_hash' ? 'INVALID_HASH_FORMAT' : 'VALIDATION_ERROR';
}

function namesOf(type: PayloadClass): readonly string[] {
  const known = names.get(type) ?? Object.keys(publishedSchema(type)['properties'] as object);
  names.set(type, known);
  return known;
}

/** What the database can keep of an object; throws the refusal where it cannot. */
export function storable(field: string, object: JsonObject | null): JsonObject | null {
  const problem = object === null ? null : unstorable(field, object);
  if (problem === null) return object;
  throw problem.tooLarge
    ? refused(413, 'METADATA_TOO_LARGE', problem.message, field)
    : notValid(field, problem.message);
}

/** One line of a stamp, which a text with others in it would break; `undefined` where there is none. */
export function lineOf(metadata: JsonObject | null, name: string): string | undefined {
  const value = metadata === null ? undefined : member(metadata, name);
  if (value === undefined || value === null) return undefined;
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text === 'string' && /^[^\p{Cc},]{1,200}$/u.test(text)) return text;
  throw notValid(`metadata.${name}`, `metadata.${name} must be a line of 1 to 200 characters without commas`);
}
