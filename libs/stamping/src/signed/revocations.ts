import { BLAKE3_HEX, isObject } from '#contracts';

/** Hashes of what is not to be trusted any more, each with why, where the list says it. */
export type Revocations = ReadonlyMap<string, string | null>;

/**
 * A list of revoked hashes, 64 hex digits each (BLAKE3 or SHA-256): one a line with why behind it, or as the bridge lists
 * them, a JSON object a line with `blake3_hash` and `reason`. Empty lines and those that begin with `#` say nothing. A
 * line that is anything else is an answer by its number: a list that was not understood must not let anything pass.
 */
export function readRevocations(text: string): Revocations | { readonly badLine: number } {
  const revoked = new Map<string, string | null>();
  for (const [index, line] of text.split('\n').entries()) {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    const entry = trimmed.startsWith('{') ? ofJson(trimmed) : ofText(trimmed);
    if (entry === undefined) return { badLine: index + 1 };
    revoked.set(...entry);
  }
  return revoked;
}

type Entry = readonly [hash: string, reason: string | null];

function ofText(line: string): Entry | undefined {
  const [, hash = '', reason = ''] = /^(\S+)(.*)$/.exec(line) ?? [];
  return entryOf(hash, reason.trim());
}

function ofJson(line: string): Entry | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? entryOf(value['blake3_hash'], value['reason']) : undefined;
  } catch {
    return undefined;
  }
}

function entryOf(hash: unknown, reason: unknown): Entry | undefined {
  const lower = typeof hash === 'string' ? hash.toLowerCase() : '';
  if (!BLAKE3_HEX.test(lower)) return undefined;
  return [lower, typeof reason === 'string' && reason !== '' ? reason : null];
}
