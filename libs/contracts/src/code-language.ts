export type CodeLanguage = 'python' | 'typescript' | 'javascript';

/** A language with the syntax a file of it may use. */
export type CodeDialect = 'python' | 'ts' | 'tsx' | 'js' | 'jsx';

/** What the extension of a file says of the code in it. */
export interface CodeFile {
  readonly dialect: CodeDialect;
  /** How a script is loaded, where its extension settles that. */
  readonly modules?: 'module' | 'commonjs';
  /** It declares what stands elsewhere: a Python stub, a declaration file of TypeScript. */
  readonly declares?: boolean;
}

/** What a file is by its extension, the last one or the last two. No other place knows extensions. */
const FILE_OF_EXTENSION: ReadonlyMap<string, CodeFile> = new Map<string, CodeFile>([
  ['py', { dialect: 'python' }],
  ['pyi', { dialect: 'python', declares: true }],
  ['pyw', { dialect: 'python' }],
  ['ts', { dialect: 'ts' }],
  ['d.ts', { dialect: 'ts', declares: true }],
  ['mts', { dialect: 'ts', modules: 'module' }],
  ['d.mts', { dialect: 'ts', modules: 'module', declares: true }],
  ['cts', { dialect: 'ts', modules: 'commonjs' }],
  ['d.cts', { dialect: 'ts', modules: 'commonjs', declares: true }],
  ['tsx', { dialect: 'tsx' }],
  ['js', { dialect: 'js' }],
  ['mjs', { dialect: 'js', modules: 'module' }],
  ['cjs', { dialect: 'js', modules: 'commonjs' }],
  ['jsx', { dialect: 'jsx' }],
]);

export const LANGUAGE_OF_DIALECT: Readonly<Record<CodeDialect, CodeLanguage>> = {
  python: 'python',
  ts: 'typescript',
  tsx: 'typescript',
  js: 'javascript',
  jsx: 'javascript',
};

/** In lower case, without the dot; `undefined` where a path has none of letters. A name that only begins with a dot has none. */
export function extensionOf(path: string): string | undefined {
  return /[^/\\]\.([a-z]{1,8})$/i.exec(path)?.[1]?.toLowerCase();
}

/** `undefined` for a file that is no code we read. */
export function codeFileOfPath(path: string): CodeFile | undefined {
  const extension = extensionOf(path);
  if (extension === undefined) return undefined;
  const before = /[^/\\]\.(d)\.[a-z]{1,8}$/i.exec(path)?.[1]?.toLowerCase();
  return FILE_OF_EXTENSION.get(`${before}.${extension}`) ?? FILE_OF_EXTENSION.get(extension);
}

/** `undefined` for a file that is no code we read. */
export function dialectOfPath(path: string): CodeDialect | undefined {
  return codeFileOfPath(path)?.dialect;
}

/** `undefined` for a file that is no code we read. */
export function languageOfPath(path: string): CodeLanguage | undefined {
  const dialect = dialectOfPath(path);
  return dialect && LANGUAGE_OF_DIALECT[dialect];
}
