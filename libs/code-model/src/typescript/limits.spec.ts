import * as fc from 'fast-check';
import { cpuTimeOf, ENDLESS_MS } from '../../../../test/support/cpu-time';
import { compile } from './babel';
import { Biome } from './biome';
import type { Dialect } from './dialect';
import { demand, MAX_DOUBTS, MAX_TYPESCRIPT_BRACKETS, MAX_TYPESCRIPT_LINKS } from './limits';
import { measureNesting } from './nesting';

const TEXT_LENGTH = 128 * 1024;

const tooDeep = (code: string) => demand(code).tooDeep;
const nested = (open: string, inner: string, close: string) => (n: number) => open.repeat(n) + inner + close.repeat(n);
const chained = (before: string, link: string, after: string) => (n: number) => before + link.repeat(n) + after;

/** Chains and nests that a recursive parser pays for, each about `n` deep. */
const DEEP: Record<string, (n: number) => string> = {
  parentheses: nested('(', '1', ')'),
  arrays: nested('[', '1', ']'),
  blocks: nested('{', '', '}'),
  calls: nested('f(', '1', ')'),
  templates: nested('`${', '1', '}`'),
  functions: nested('function f(){', '', '}'),
  classes: nested('class A{m(){', '', '}}'),
  conditions: nested('if(a){', '', '}'),
  defaults: nested('(a=', '1', ')=>1'),
  unclosed: chained('', '[', ''),
  nots: chained('', '!', '1'),
  typeofs: chained('', 'typeof ', '1'),
  news: chained('', 'new ', 'X'),
  ternaries: chained('x=', 'a?b:', 'c'),
  assignments: chained('', 'a=', '1'),
  arrows: chained('x=', 'a=>', '1'),
  asyncArrows: chained('x=', 'async a=>', '1'),
  bodies: nested('a=>{return ', '1', '}'),
  typeArguments: (n) => `let x:${nested('A<', '1', '>')(n)}`,
  comparisons: chained('x=', 'a<', '1'),
  argumentLists: chained('let x:', 'A<b,', 'c'),
  functionTypes: chained('type X=', '()=>', 'D'),
  conditionalTypes: chained('type X=', 'A extends B?C:', 'D'),
  casts: chained('x=', '<a>', '1'),
  elseIfs: chained('if(a){}', 'else if(a){}', ''),
  ifs: chained('', 'if(a)\n', ';'),
  loops: chained('', 'while(a)', ';'),
  dos: nested('do ', ';', 'while(0)'),
  labels: (n) => `${Array.from({ length: n }, (_, at) => `l${at}:`).join('')};`,
  subclasses: nested('class extends ', 'A', '{}'),
};
const DEEP_JSX: Record<string, (n: number) => string> = {
  elements: nested('<a>', '', '</a>'),
  fragments: nested('<>', '', '</>'),
  attributes: nested('<a b={', '1', '}/>'),
  expressions: nested('<a>{', '1', '}</a>'),
};

const biome = new Biome();

/** By both engines, in turn. */
function read(code: string, dialect: Dialect): string {
  return compile(code, { dialect }) === undefined ? 'no stack left' : biome.check(code, { dialect }).kind;
}

describe('the limits of what is given to the engine', () => {
  it.each(Object.entries({ ...DEEP, ...DEEP_JSX }))('refuse %s beyond the limit', (_, deep) => {
    expect(tooDeep(deep(MAX_TYPESCRIPT_LINKS + 50))).toMatch(/ at most /);
    expect(tooDeep(deep(MAX_TYPESCRIPT_BRACKETS / 10))).toBeUndefined();
  });

  it.each([
    ...Object.entries(DEEP).map(([name, deep]) => [name, deep, 'ts'] as const),
    ...Object.entries(DEEP_JSX).map(([name, deep]) => [name, deep, 'tsx'] as const),
  ])('never let %s through that make the engine trap', (_, deep, dialect) => {
    for (const n of [98, MAX_TYPESCRIPT_LINKS - 2]) {
      const code = deep(n);
      if (tooDeep(code) === undefined) expect(read(code, dialect)).toBe('checked');
    }
  });

  it('never let anything through that makes the engine trap', () => {
    const kinds = fc.array(fc.constantFrom(...Object.values(DEEP)), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(kinds, fc.nat(60), (mixed, n) => {
        const code = mixed.map((deep) => deep(n)).join('\n');
        if (tooDeep(code) === undefined) expect(read(code, 'ts')).toBe('checked');
      }),
      { numRuns: 25 },
    );
  });

  it('refuse arrow functions as alternatives in one another, which the engine parses in exponential time', () => {
    const alternatives = chained('x=', 'a?(b):c=>', '1');
    expect(tooDeep(alternatives(MAX_DOUBTS))).toBeUndefined();
    expect(tooDeep(alternatives(MAX_DOUBTS + 1))).toMatch(/ at most /);
    expect(tooDeep(nested('f(a?(b):c=>{return ', '1', '})')(MAX_DOUBTS + 1))).toMatch(/ at most /);
    expect(tooDeep('x = a ? (b) : c => d;\n'.repeat(50))).toBeUndefined();
  });
});

describe('measuring', () => {
  it.each([
    ['a string of brackets', `x = "${'('.repeat(500)}"`],
    ['a template', `x = \`${'({<'.repeat(500)}\${a}\``],
    ['a regular expression', `x = /[${'('.repeat(500)}/]"\`/.test(a)`],
    ['comments', `// ${'('.repeat(500)}\n/* ${'['.repeat(500)} */`],
    ['statements without semicolons', 'const a = !b\nfoo(a)\nc = typeof a\n'.repeat(500)],
    ['members without semicolons', `interface A {\n${'  a?: Map<string, number>\n'.repeat(500)}}`],
    ['list items', `x = [${'a => !b, '.repeat(500)}]`],
    ['cases', `switch (a) {\n${'case A:\n'.repeat(500)}}`],
    ['elements beside one another', `x = <a>${'<b c="1" d={2}>text</b><i/>\n'.repeat(500)}</a>`],
    ['sums and members', `x = 1${' + a.b().c'.repeat(500)}`],
  ])('sees little to count in %s', (_, code) => {
    const { brackets, links, doubts } = measureNesting(code);
    expect({ brackets: brackets <= 6, links: links <= 6, doubts }).toEqual({ brackets: true, links: true, doubts: 0 });
  });

  it('takes any text at all', () => {
    const pieces = fc.constantFrom(
      '(',
      ')',
      '{',
      '}',
      '`',
      '${',
      '"',
      "'",
      '/',
      '</',
      '/>',
      '<',
      '\n',
      '\\',
      'if',
      '?',
      ':',
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 60 }),
        (parts) => {
          const { brackets, links } = measureNesting(parts.join(''));
          expect(Math.min(brackets, links)).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });

  it.each(['(', '`${', '<a', "'\\", '/[', '/a', '</', 'a?', '\\', '@', '#', '`', '"', '/*', ':', '\ud800'])(
    'takes time in proportion to the text: %j',
    (piece) => {
      expect(cpuTimeOf(() => measureNesting(piece.repeat(TEXT_LENGTH / piece.length)))).toBeLessThan(ENDLESS_MS);
    },
  );
});
