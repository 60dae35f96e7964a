const LANGUAGES: Readonly<Record<string, string>> = {
  py: 'python',
  pyi: 'python',
  ts: 'typescript',
  tsx: 'typescript',
  js: 'javascript',
  jsx: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
};

/** The language a file is written in by its extension, else Python. */
export function languageOf(path: unknown): string {
  const extension = typeof path === 'string' ? /\.([a-z]{1,4})$/i.exec(path)?.[1]?.toLowerCase() : undefined;
  return (extension !== undefined && Object.hasOwn(LANGUAGES, extension) && LANGUAGES[extension]) || 'python';
}
