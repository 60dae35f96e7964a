import { extname } from 'node:path';
import { languageOfPath } from '#contracts';

/** Which files of a folder are code. */
export function isCode(name: string): boolean {
  return languageOfPath(name) !== undefined;
}

/**
 * The language of a file by its extension, without one by its `#!` line. A language nobody here reads keeps its
 * extension as its name: better a refusal that says it than the wrong grammar.
 */
export function languageOf(path: string, source: string): string {
  const known = languageOfPath(path);
  if (known !== undefined) return known;
  const extension = extname(path).toLowerCase();
  if (extension !== '') return extension.slice(1);
  return /^#!\S*(?:\/|env +)(python|node)/.exec(source.slice(0, 200))?.[1] ?? 'unknown';
}
