import { isObject, ONE_METADATA, type JsonObject, type OneMetadata } from '#contracts';
import { hasUtf8Bytes } from './utf8';

/** Of what a client adds of its own, as JSON. */
export const MAX_METADATA_BYTES = 65_536;

/** What a request says of its stamp beside the content; `null` where it says nothing. */
export function saidMetadata(request: OneMetadata): JsonObject | null {
  let said: Record<string, unknown> | null = null;
  for (const name of ONE_METADATA) {
    const value = request[name] ?? null;
    if (value !== null) (said ??= {})[name] = value;
  }
  return said;
}

/** What of kept metadata answers repeat, whoever stamped first. */
export function oneMetadataOf(metadata: JsonObject | null | undefined): JsonObject {
  return (metadata && saidMetadata(metadata)) ?? {};
}

/** Why the database cannot keep it. */
export function unstorable(
  name: string,
  value: unknown,
): { readonly tooLarge: boolean; readonly message: string } | null {
  if (Buffer.byteLength(JSON.stringify(value)) > MAX_METADATA_BYTES) {
    return { tooLarge: true, message: `${name} has more than ${MAX_METADATA_BYTES} bytes as JSON` };
  }
  if (hasStorableTexts(value)) return null;
  return { tooLarge: false, message: `${name} must not contain NUL or lone surrogates` };
}

function hasStorableTexts(value: unknown): boolean {
  if (typeof value === 'string') return isStorable(value);
  if (Array.isArray(value)) return value.every(hasStorableTexts);
  if (!isObject(value)) return true;
  return Object.entries(value).every(([name, inner]) => isStorable(name) && hasStorableTexts(inner));
}

/** PostgreSQL keeps no NUL in text. */
export function isStorable(text: string): boolean {
  return hasUtf8Bytes(text) && !text.includes('\u0000');
}
