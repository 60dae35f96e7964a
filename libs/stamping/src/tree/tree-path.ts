import { hasUtf8Bytes } from '../utf8';

/** As long as Linux lets a path be. */
const MAX_PATH_BYTES = 4_096;

const NO_PLACE: ReadonlySet<string> = new Set(['', '.', '..']);

/**
 * Why a text cannot be the path of a file in a tree, as the end of a sentence; `null` where it can. A path is relative to
 * the root of the tree, its parts are separated by `/`, and it leads to one place, in the tree, on every system.
 */
export function pathFault(path: string): string | null {
  if (!hasUtf8Bytes(path)) return 'must not contain lone surrogates: they have no UTF-8 bytes';
  if (path.includes('\u0000')) return 'must not contain NUL';
  if (path.includes('\\')) return 'must be separated by /, not by \\';
  if (path.startsWith('/') || /^[a-z]:\//i.test(path)) return 'must be relative to the root of the tree';
  if (path.split('/').some((part) => NO_PLACE.has(part))) return 'must have no part that is empty, . or ..';
  return Buffer.byteLength(path) > MAX_PATH_BYTES ? `must have at most ${MAX_PATH_BYTES} bytes` : null;
}

const SURROGATE = /[\ud800-\udfff]/;

/** By the bytes of their UTF-8, as git orders them; code units come in another order where there are surrogates. */
export function comparePaths(a: string, b: string): number {
  if (SURROGATE.test(a) || SURROGATE.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : a > b ? 1 : 0;
}
