import { dialectsOf, TYPESCRIPT_LANGUAGES } from './dialect';

describe('the dialects to try', () => {
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
  ])('of %s %j in %j', (language, code, path, dialects) => expect(dialectsOf(language, code, path)).toEqual(dialects));

  it.each(['python', '', '__proto__', 'constructor'])('are none for %j', (language) => {
    expect(dialectsOf(language, '', 'a.ts')).toBeUndefined();
  });

  it('exist for every language that is listed', () => {
    expect(TYPESCRIPT_LANGUAGES.filter((language) => dialectsOf(language, '') === undefined)).toEqual([]);
  });
});
