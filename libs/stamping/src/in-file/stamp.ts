import { BLAKE3_HEX, NAMESPACE } from '#contracts';

/** What a stamp in a file says. */
export interface FileStamp {
  /** Letters, digits, `_` and `-`; stays with the file when it changes and is stamped again. */
  readonly uid: string;
  /** The normalised hash, 64 lower-case hex digits; of a file that is no text the same as `exact`. */
  readonly hash: string;
  /** When this content was stamped first, ISO 8601. */
  readonly timestamp: string;
  readonly author?: string;
  readonly version?: string;
  readonly namespace?: string;
  /** BLAKE3 of the bytes of the file without its stamp. Only stamps of ours have it. */
  readonly exact?: string;
  /** Of rich stamps: the file as it was called, and its bytes without the stamp. */
  readonly filePath?: string;
  readonly fileSize?: string;
}

/** A stamp, or why what looks like one says nothing. */
export type ReadStamp = { readonly stamp: FileStamp } | Problem;

export interface Problem {
  readonly problem: string;
  /** Something else stands on its lines, so they are not ours to remove. */
  readonly isMixed?: true;
}

const TIMESTAMP = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?$/;

/** Of properties by the names that either form uses. */
export function stampOf(fields: ReadonlyMap<string, string>): ReadStamp {
  const uid = fields.get('uid') ?? '';
  const hash = (fields.get('hash') ?? '').toLowerCase();
  const timestamp = fields.get('ts') ?? fields.get('timestamp') ?? '';
  const exact = fields.get('exact')?.toLowerCase();
  const namespace = fields.get('ns') ?? fields.get('namespace');
  if (!/^[\w-]+$/.test(uid)) return { problem: 'uid must be letters, digits, "_" and "-"' };
  if (!BLAKE3_HEX.test(hash)) return { problem: 'hash must be 64 hex digits' };
  if (!TIMESTAMP.test(timestamp) || Number.isNaN(Date.parse(timestamp)))
    return { problem: 'ts must be an ISO 8601 time' };
  if (exact !== undefined && !BLAKE3_HEX.test(exact)) return { problem: 'exact must be 64 hex digits' };
  if (namespace !== undefined && !NAMESPACE.test(namespace)) return { problem: 'ns must be dotted lower-case words' };
  const more = {
    author: fields.get('author'),
    version: fields.get('v') ?? fields.get('version'),
    namespace,
    exact,
    filePath: fields.get('file_path'),
    fileSize: fields.get('file_size'),
  };
  return { stamp: { uid, hash, timestamp, ...present(more) } };
}

function present<T extends object>(object: T): { readonly [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as never;
}

/** Nothing in it ends a comment, a line or a property, in any language. */
export function encoded(value: string): string {
  return encodeURIComponent(value)
    .replace(/[!'()*]|-(?=-)|-$/g, hexOf)
    .replaceAll('%40', '@')
    .replaceAll('%2F', '/');
}

function hexOf(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** What others wrote may be no encoding of anything; then it is what it says. */
export function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
