import { formsOf } from './dialect';

describe('the forms to try', () => {
  it.each([
    ['typescript', 'let a = <string>b;', '', ['ts']],
    ['typescript', 'let a = <b>c</b>;', '', ['ts', 'tsx']],
    ['TypeScript', 'let a = <b />;', 'a.ts', ['ts']],
    ['ts', '', 'src/a.tsx', ['tsx']],
    ['typescript', '', 'src/a.d.mts', ['ts']],
    ['tsx', '', '', ['tsx']],
    ['javascript', 'let a = <b />;', '', ['js']],
    ['node', '', 'a.cjs', ['js']],
    ['js', '', 'a.txt', ['js']],
    ['jsx', '', '', ['jsx']],
  ])('of %s %j in %j', (language, code, path, dialects) =>
    expect(formsOf(language, code, path)?.map(({ dialect }) => dialect)).toEqual(dialects),
  );

  it.each([
    ['javascript', 'hooks/a.cjs', 'commonjs'],
    ['typescript', 'a.cts', 'commonjs'],
    ['javascript', 'a.mjs', 'module'],
    ['mjs', '', 'module'],
    ['cjs', '', 'commonjs'],
    ['cjs', 'a.mjs', 'module'],
    ['javascript', 'a.js', undefined],
  ])('of %s in %j say how it is loaded', (language, path, modules) =>
    expect(formsOf(language, '', path)?.[0].modules).toBe(modules),
  );

  it.each(['python', '', '__proto__', 'constructor'])('are none for %j', (language) => {
    expect(formsOf(language, '', 'a.ts')).toBeUndefined();
  });

  it('exist for every name of TypeScript and JavaScript', () => {
    const typescript = ['typescript', 'ts', 'tsx', 'typescriptreact'];
    const javascript = ['javascript', 'js', 'mjs', 'cjs', 'node', 'nodejs', 'ecmascript', 'jsx', 'javascriptreact'];
    const all = [...typescript, ...javascript];
    expect(all.filter((language) => formsOf(language, '') === undefined)).toEqual([]);
  });
});
