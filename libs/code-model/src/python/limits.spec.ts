import * as fc from 'fast-check';
import { cpuTimeOf, ENDLESS_MS } from '../../../../test/support/cpu-time';
import { demand, MAX_BRACKETS, MAX_INDENTS, MAX_LINKS } from './limits';
import { measureNesting } from './nesting';
import { Ruff } from './ruff';

const TEXT_LENGTH = 128 * 1024;

const tooDeep = (code: string) => demand(code).tooDeep;
const nested = (open: string, inner: string, close: string, n: number) => open.repeat(n) + inner + close.repeat(n);
const blocks = (n: number) =>
  Array.from({ length: n }, (_, depth) => `${' '.repeat(depth)}if a:\n`).join('') + `${' '.repeat(n)}pass\n`;

/** Chains and nests that a recursive parser pays for, each about `n` deep. */
const CHAINS: Record<string, (n: number) => string> = {
  brackets: (n) => nested('[', '1', ']', n),
  parentheses: (n) => nested('(', '1', ')', n),
  calls: (n) => nested('f(', '', ')', n),
  dicts: (n) => nested('{1:', '1', '}', n),
  fstrings: (n) => nested('f"{', '1', '}"', n),
  specs: (n) => `f"{a${':{a'.repeat(n)}${'}'.repeat(n)}}"`,
  sums: (n) => `1${'+1'.repeat(n)}`,
  continued: (n) => `1${'\\\n+1'.repeat(n)}`,
  minuses: (n) => `${'-'.repeat(n)}1`,
  nots: (n) => `${'not '.repeat(n)}1`,
  powers: (n) => `1${'**1'.repeat(n)}`,
  attributes: (n) => `a${'.a'.repeat(n)}`,
  results: (n) => `a${'()'.repeat(n)}`,
  subscripts: (n) => `a${'[0]'.repeat(n)}`,
  lambdas: (n) => `${'lambda: '.repeat(n)}1`,
  lambdasWithCommas: (n) => `${'lambda a,: '.repeat(n)}1`,
  conditionals: (n) => `1${' if a else 1'.repeat(n)}`,
  defaultsWithoutBody: (n) => 'lambda a=b\n'.repeat(n),
  awaits: (n) => `${'await '.repeat(n)}1`,
  assignments: (n) => `${'a='.repeat(n)}1`,
  annotations: (n) => `x: int${'|int'.repeat(n)}`,
};

describe('the limits of what is given to the engine', () => {
  it.each(Object.entries(CHAINS))('refuses %s beyond the limit and checks them at a tenth of it', (_, chain) => {
    expect(tooDeep(chain(3 * MAX_LINKS))).toMatch(/ at most /);
    expect(tooDeep(chain(MAX_BRACKETS / 10))).toBeUndefined();
  });

  it.each(Object.entries(CHAINS))('never lets %s through that make the engine trap', (_, chain) => {
    const ruff = new Ruff(['F']);
    for (const n of [150, MAX_BRACKETS, 500, MAX_LINKS]) {
      const code = chain(n);
      if (tooDeep(code) === undefined) expect(ruff.check(code).kind).toBe('checked');
    }
  });

  it('refuses blocks nested deeper than CPython allows', () => {
    expect(tooDeep(blocks(MAX_INDENTS))).toBeUndefined();
    expect(tooDeep(blocks(MAX_INDENTS + 1))).toMatch(/ at most /);
  });
});

describe('the limit of lines that are continued and empty', () => {
  it.each(['\\\n', '\\\r\n', '\\\r', '\\\n \n', '\\\n\f'])('keeps %j from taking the grammar for ever', (line) => {
    expect(tooDeep(`x = 1${line.repeat(101)}`)).toMatch(/ at most /);
    expect(tooDeep(`x = 1${line.repeat(100)}`)).toBeUndefined();
  });

  it('counts them wherever they are', () => {
    expect(tooDeep(`a${'\\\n'.repeat(19)}`.repeat(4_000))).toMatch(/ at most /);
  });

  it.each(['\\\n', '\\\r\n', '\\ ', '\\\n     ', `${'\\\r\n'.repeat(19)}a`])(
    'is looked for in time in proportion to the text: %j',
    (piece) => {
      expect(cpuTimeOf(() => demand(piece.repeat(TEXT_LENGTH / piece.length)))).toBeLessThan(ENDLESS_MS);
    },
  );

  it('is not for statements of many lines', () => {
    expect(tooDeep(`x = "a" \\\n${'  "b" \\\n'.repeat(2_000)}  "c"\n`)).toBeUndefined();
  });
});

describe('measuring', () => {
  it.each([
    ['a string of brackets', `x = "${'('.repeat(500)}"`],
    ['a string of several lines', `x = """\n${'([{\n'.repeat(500)}"""`],
    ['a string with escaped quotes', `x = '\\'${'('.repeat(500)}'`],
    ['a comment', `# ${'('.repeat(500)}`],
    ['the literal part of an f-string', `x = f"${'('.repeat(500)}{{{a}"`],
    ['the format spec of a field', `x = f"{a:#>5}${'('.repeat(500)}" # '`],
  ])('sees nothing to count in %s', (_, code) => {
    expect(measureNesting(code).brackets).toBeLessThanOrEqual(3);
  });

  it('sees through strings to the code after them', () => {
    expect(measureNesting(`x = rb'\\\\' + f'{a["b"]!r:>{w}}' + (((((1)))))`).brackets).toBe(5);
    expect(measureNesting(`x = f'''{a}''' "#" + ((1))`).brackets).toBe(2);
  });

  it('starts anew at every line, comma and semicolon', () => {
    expect(measureNesting('a + b\n'.repeat(500)).links).toBe(1);
    expect(measureNesting(`[${'a + b, '.repeat(500)}]`).links).toBe(2);
    expect(measureNesting('a + b; '.repeat(500)).links).toBe(1);
  });

  it('starts anew after an unfinished lambda at the next statement', () => {
    expect(measureNesting('x = lambda a\nreturn a + b\n'.repeat(500)).links).toBeLessThan(4);
  });

  it('starts anew after an unclosed bracket at the next statement', () => {
    expect(measureNesting('x = (\ndef f():\n  return a + b\n'.repeat(500)).brackets).toBe(1);
  });

  it('ignores blank and comment lines when it counts blocks, and reads a tab as up to eight columns', () => {
    expect(measureNesting('if a:\n\tif b:\n\n            # far right\n\t\tpass\n').indents).toBe(2);
    expect(measureNesting('if a:\n\tx\n        y\n').indents).toBe(1);
  });

  it('measures CRLF and CR sources like LF ones, and any text at all', () => {
    const pieces = fc.constantFrom(
      '(',
      ')',
      '[',
      '{',
      '}',
      '"',
      "'",
      '"""',
      'f"',
      'f"""{',
      ':',
      '\n',
      '\\',
      '#',
      'lambda ',
      'if a:',
      '  ',
      '\0',
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 60 }),
        (parts) => {
          const code = parts.join('').replaceAll('\r', '');
          expect(measureNesting(code.replaceAll('\n', '\r\n'))).toEqual(measureNesting(code));
          expect(measureNesting(code.replaceAll('\n', '\r'))).toEqual(measureNesting(code));
        },
      ),
      { numRuns: 100 },
    );
  });
});
