import { RUFF_RULES } from '#code-rules';
import { SYNTAX_RULE } from './code/findings';
import { Engines } from './engines';
import { MAX_CODE_BYTES, MAX_TOKENS } from './language-engine';

let engines: Engines;
beforeAll(async () => {
  engines = await Engines.load(RUFF_RULES);
});

const read = (language: string, source: string) => engines.of(language, source)?.read(source);
const refusedAs = (language: string, source: string) => {
  const reading = read(language, source);
  return reading?.kind === 'refused' ? reading.refusal : undefined;
};
const syntaxErrors = (source: string) => {
  const reading = read('typescript', source);
  return reading?.kind === 'read' ? reading.diagnostics.filter(({ rule }) => rule === SYNTAX_RULE) : undefined;
};

const COMMENT = { python: '#', typescript: '//' } as const;

describe.each(['python', 'typescript'] as const)('%s', (language) => {
  it('counts the size of a source in bytes', () => {
    const comment = (text: string, length: number) => COMMENT[language] + text.repeat(length);
    expect(refusedAs(language, comment('x', MAX_CODE_BYTES - 2))).toBeUndefined();
    expect(refusedAs(language, comment('x', MAX_CODE_BYTES))?.code).toBe('code_too_large');
    expect(refusedAs(language, comment('é', MAX_CODE_BYTES / 2))?.code).toBe('code_too_large');
  });

  it.each(['f(x)\n', 'a\n', 'a b\n', '<a/>;\n', '"",\n'])(
    'counts the tokens of a source, whatever they are: %j',
    (dense) => {
      expect(refusedAs(language, dense.repeat(250_000 / dense.length))).toMatchObject({
        code: 'code_too_large',
        message: expect.stringContaining(`at most ${MAX_TOKENS}`),
      });
    },
  );

  it('reads a function of 10,000 lines', () => {
    const [head, end] = language === 'python' ? ['def f(y):\n', ''] : ['function f(y) {\n', '}\n'];
    expect(read(language, head + '    x = y + 1\n'.repeat(10_000) + end)?.kind).toBe('read');
  });
});

describe('TypeScript', () => {
  it('is read in the first dialect that parses', () => {
    expect(syntaxErrors('export const a = <b>x</b>;')).toEqual([]);
    expect(syntaxErrors('export const a = <string>(1 as unknown);')).toEqual([]);
    expect(syntaxErrors('export const a = (;')).not.toEqual([]);
  });

  it('with more errors than biome accepts gets their places from the parser', () => {
    const errors = syntaxErrors('let x = 1;\na b\n'.repeat(2_000));
    expect(errors?.length).toBeGreaterThan(1_000);
    expect(errors?.[0]).toMatchObject({ line: 2, endLine: 2 });
  });

  it('is not what prose is, however long', () => {
    expect(syntaxErrors('The quick brown fox jumps over the lazy dog.\n'.repeat(4_000))?.[0]).toMatchObject({
      line: 1,
    });
  });
});
