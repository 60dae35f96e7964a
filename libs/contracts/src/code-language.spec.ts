import { canonicalPayload, codeFileOfPath, dialectOfPath, extensionOf, languageOfPath } from '#contracts';

describe('a file by its extension', () => {
  it.each([
    ['a.py', 'python', 'python'],
    ['a/b.PYI', 'python', 'python'],
    ['a.pyw', 'python', 'python'],
    ['a.d.ts', 'ts', 'typescript'],
    ['a.mts', 'ts', 'typescript'],
    ['a.cts', 'ts', 'typescript'],
    ['a.tsx', 'tsx', 'typescript'],
    ['a.js', 'js', 'javascript'],
    ['a.mjs', 'js', 'javascript'],
    ['a.cjs', 'js', 'javascript'],
    ['a.jsx', 'jsx', 'javascript'],
  ])('%s is %s, which is %s, in a request too', (path, dialect, language) => {
    expect(dialectOfPath(path)).toBe(dialect);
    expect(languageOfPath(path)).toBe(language);
    expect(canonicalPayload('validate', { code_content: 'x', file_path: path })).toMatchObject({ language });
  });

  it.each([
    ['a.pyi', { dialect: 'python', declares: true }],
    ['src/a.d.ts', { dialect: 'ts', declares: true }],
    ['a.D.MTS', { dialect: 'ts', modules: 'module', declares: true }],
    ['a.cts', { dialect: 'ts', modules: 'commonjs' }],
    ['a.test.mjs', { dialect: 'js', modules: 'module' }],
    ['.d.ts', { dialect: 'ts' }],
    ['d.ts', { dialect: 'ts' }],
    ['a.d.tsx', { dialect: 'tsx' }],
  ])('%s says how it is read', (path, file) => expect(codeFileOfPath(path)).toEqual(file));

  it.each([
    'a.rs',
    'a.py.bak',
    'py',
    '.py',
    'dir/.ts',
    'dir.py/Makefile',
    'constructor',
    'a.constructor',
    '',
    'a.py\n',
  ])('%j is no code that is read, and Python in a request that does not say more', (path) => {
    expect(dialectOfPath(path)).toBeUndefined();
    expect(languageOfPath(path)).toBeUndefined();
    expect(canonicalPayload('validate', { code_content: 'x', file_path: path })).toMatchObject({ language: 'python' });
  });

  it.each([{ toString: 1 }, 7, ['a.ts']])('is Python in a request whose path is %j, which is no text', (file_path) => {
    expect(canonicalPayload('validate', { code_content: 'x', file_path })).toMatchObject({ language: 'python' });
  });

  it('has its extension told in lower case', () => {
    expect(['a/b.RS', 'C:\\a.Md', 'a.7z', 'a'].map(extensionOf)).toEqual(['rs', 'md', undefined, undefined]);
  });
});
