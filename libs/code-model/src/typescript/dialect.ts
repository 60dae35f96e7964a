import { codeFileOfPath, type CodeDialect, type CodeFile } from '#contracts';

export type Dialect = Exclude<CodeDialect, 'python'>;

/** What is known of a script before it is read. */
export interface SourceForm extends Omit<CodeFile, 'dialect'> {
  readonly dialect: Dialect;
}

const FORM_OF_LANGUAGE: ReadonlyMap<string, SourceForm> = new Map<string, SourceForm>([
  ['typescript', { dialect: 'ts' }],
  ['ts', { dialect: 'ts' }],
  ['tsx', { dialect: 'tsx' }],
  ['typescriptreact', { dialect: 'tsx' }],
  ['javascript', { dialect: 'js' }],
  ['js', { dialect: 'js' }],
  ['mjs', { dialect: 'js', modules: 'module' }],
  ['cjs', { dialect: 'js', modules: 'commonjs' }],
  ['node', { dialect: 'js' }],
  ['nodejs', { dialect: 'js' }],
  ['ecmascript', { dialect: 'js' }],
  ['jsx', { dialect: 'jsx' }],
  ['javascriptreact', { dialect: 'jsx' }],
]);

/** A closing or self-closing tag: no TypeScript without JSX has one outside strings and comments. */
const TAG = /<\/[\p{L}_$][\p{L}\p{N}_$.:-]*\s*>|<\/>|\/>/u;

/** The forms to try a source in, the likeliest first. */
export type SourceForms = readonly [SourceForm, ...SourceForm[]];

/**
 * The forms to try `code` in; `undefined` when `language` is none of ours. The extension of `filePath` decides when it
 * has one of ours. Without it TypeScript may be TSX, in which `<T>x` is no cast, so TSX is only tried second and only for
 * code with tags.
 */
export function formsOf(language: string, code: string, filePath = ''): SourceForms | undefined {
  const form = FORM_OF_LANGUAGE.get(language.toLowerCase());
  if (form === undefined) return undefined;
  const file = codeFileOfPath(filePath);
  if (file !== undefined && file.dialect !== 'python') return [{ ...file, dialect: file.dialect }];
  return form.dialect === 'ts' && TAG.test(code) ? [form, { dialect: 'tsx' }] : [form];
}
