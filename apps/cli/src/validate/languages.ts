import { extname } from 'node:path';

/** What a file is by its extension, and which files of a folder are code. */
const LANGUAGES: ReadonlyMap<string, string> = new Map([
  ['.py', 'python'],
  ['.pyi', 'python'],
  ['.ts', 'typescript'],
  ['.tsx', 'typescript'],
  ['.mts', 'typescript'],
  ['.cts', 'typescript'],
  ['.js', 'javascript'],
  ['.jsx', 'javascript'],
  ['.mjs', 'javascript'],
  ['.cjs', 'javascript'],
]);

export function isCode(name: string): boolean {
  return LANGUAGES.has(extname(name).toLowerCase());
}

/**
 * The language of a file by its extension, without one by its `#!` line. A language nobody here reads keeps its
 * extension as its name: better a refusal that says it than the wrong grammar.
 */
export function languageOf(path: string, source: string): string {
  const extension = extname(path).toLowerCase();
  const known = LANGUAGES.get(extension);
  if (known !== undefined) return known;
  if (extension !== '') return extension.slice(1);
  return /^#!\S*(?:\/|env +)(python|node)/.exec(source.slice(0, 200))?.[1] ?? 'unknown';
}
