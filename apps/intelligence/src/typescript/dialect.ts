import type { CodeDialect } from '../code/code';

export type Dialect = Exclude<CodeDialect, 'python'>;

const DIALECT_OF_LANGUAGE: ReadonlyMap<string, Dialect> = new Map([
  ['typescript', 'ts'],
  ['ts', 'ts'],
  ['tsx', 'tsx'],
  ['typescriptreact', 'tsx'],
  ['javascript', 'js'],
  ['js', 'js'],
  ['mjs', 'js'],
  ['cjs', 'js'],
  ['node', 'js'],
  ['nodejs', 'js'],
  ['ecmascript', 'js'],
  ['jsx', 'jsx'],
  ['javascriptreact', 'jsx'],
]);

const EXTENSION = /\.(?:[cm]?(ts|js)|(tsx|jsx))$/i;

/** A closing or self-closing tag: no TypeScript without JSX has one outside strings and comments. */
const TAG = /<\/[\p{L}_$][\p{L}\p{N}_$.:-]*\s*>|<\/>|\/>/u;

/** The language names, in lower case, that `dialectsOf` knows. */
export const TYPESCRIPT_LANGUAGES: readonly string[] = [...DIALECT_OF_LANGUAGE.keys()];

/**
 * The dialects to try `code` in, the likeliest first; `undefined` when `language` is none of ours. The extension of
 * `filePath` decides when it has one of ours. Without it TypeScript may be TSX, in which `<T>x` is no cast, so TSX is
 * only tried second and only for code with tags.
 */
export function dialectsOf(
  language: string,
  code: string,
  filePath = '',
): readonly [Dialect, ...Dialect[]] | undefined {
  const dialect = DIALECT_OF_LANGUAGE.get(language.toLowerCase());
  if (dialect === undefined) return undefined;
  const byPath = dialectOfPath(filePath);
  if (byPath !== undefined) return [byPath];
  return dialect === 'ts' && TAG.test(code) ? ['ts', 'tsx'] : [dialect];
}

function dialectOfPath(filePath: string): Dialect | undefined {
  const extension = EXTENSION.exec(filePath);
  return (extension?.[1] ?? extension?.[2])?.toLowerCase() as Dialect | undefined;
}
