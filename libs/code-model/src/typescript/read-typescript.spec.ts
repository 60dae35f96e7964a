import * as fc from 'fast-check';
import type { Code } from '../code/code';
import { within } from '../code/code';
import { outlineOf } from '../code/outline.fixture';
import { measure } from '../code/metrics/metrics';
import type { Dialect } from './dialect';
import { lineCounts } from './line-counts';
import { loadTypeScript } from './parse-typescript';

let read: (source: string, dialect: Dialect) => Code;
beforeAll(async () => {
  const parse = await loadTypeScript();
  read = (source, dialect) => parse(source, [dialect]);
});

describe('reading TypeScript', () => {
  it.each<[string, string, string[]]>([
    [
      'imports of every form',
      "import a, { b as c, type D } from './x';\nimport * as n from 'node:fs';\nimport type { E } from '../../z';\nimport 'side';\nexport * from '../h';\nconst r = require('r');\nawait import('d');\n",
      [
        'import .x default a',
        'import .x b c',
        'import .x D typing',
        'import fs  n',
        'import ...z E typing',
        'import side',
        'import ..h',
        'assign r = call require',
        '  import r  r',
        '  call require(string)',
        '    string "r"',
        'await',
        '  import d',
        '  call import(string) awaited',
        '    string "d"',
      ],
    ],
    [
      'what CommonJS and dynamic imports bind',
      "import a = require('a');\nimport type{ B } from 'b';\nexport type { C } from 'c';\nimport type from 'd';\nconst { e: f, g } = await import('node:h');\nconst i = require('j').k;\nm(require('n'));\n",
      [
        'import a  a',
        'import b B typing',
        'import c typing',
        'import d default type',
        'assign f, g = call import',
        '  import h e f',
        '  import h g g',
        '  await',
        '    call import(string) awaited',
        '      string "node:h"',
        'assign i = name require().k',
        '  import j k i',
        '  member require().k',
        '    call require(string)',
        '      string "j"',
        'call m(call)',
        '  import n',
        '  call require(string)',
        '    string "n"',
      ],
    ],
    [
      'the members of objects that are given to a call, by name and after the rest',
      "f({ a: 1, 'b': c, d, ...e, g() {} }, h, import.meta.env.I);\n",
      [
        'call f(dict, name, name, a=number, b=name, d=name, name)',
        '  function g() ->  []',
        '  member import.meta.env.I',
      ],
    ],
    [
      'a class with its bases, fields and methods; this is self',
      'class A<T> extends B.C<T> implements I {\n  x: number = 3;\n  f = async (p: string) => { this.y += 1; };\n  constructor(private a: T, b?: number) { super(a); }\n  async g({ h }: H = {}, ...r: string[]): Promise<void> { await this.y.z(1)[0].w; }\n}\n',
      [
        'class A(B.C, I) [assign assign function function]',
        '  member B.C',
        '  assign x = number ?',
        '    annotation variable number',
        '  function async f(p) ->  [assign]',
        '    annotation parameter string',
        '    assign self.y += number ?',
        '  function constructor(a, b) ->  [expression]',
        '    annotation parameter T',
        '    annotation parameter number',
        '    call super(name)',
        '  function async g({ h }, r) -> Promise<void> [expression]',
        '    annotation parameter H',
        '    annotation parameter string[]',
        '    annotation result Promise<void>',
        '    await',
        '      member self.y.z()[].w',
        '        call self.y.z(number)',
      ],
    ],
    [
      'functions by the names they are bound to, other arrows as lambdas',
      'export const f = async (a = 1): Promise<number> => a ?? 2;\nfunction* g() { yield 1; }\nexport default function h() {}\nx.map((y) => y.z());\n',
      [
        'function async f(a) -> Promise<number> [return]',
        '  annotation result Promise<number>',
        '  boolean or 2',
        'function g() ->  [expression]',
        '  yield',
        'function h() ->  []',
        'call x.map(lambda)',
        '  lambda',
        '    call y.z()',
      ],
    ],
    [
      'handlers, throws and what is thrown again',
      "try { a(); } catch (e) { throw new E('m', { cause: e }); } finally { b(); }\ntry {} catch (e) { throw e; }\n",
      [
        'try',
        '  call a()',
        '  handler Exception as e [raise]',
        '    raise E from',
        '      call E(string, dict, cause=name)',
        '        string "m"',
        '  finally',
        '    call b()',
        'try',
        '  handler Exception as e [raise]',
        '    raise again',
      ],
    ],
    [
      'branches, loops, cases and jumps',
      'if (a && b || !c) {} else if (d) return; else {}\nfor await (const x of y) { break; }\nouter: while (true) { continue outer; }\nswitch (v) { case 1: f(); break; default: }\n',
      [
        'if',
        '  boolean or 2',
        '    boolean and 2',
        '    operation !',
        '  elif',
        '    return',
        '  else',
        'loop',
        '  jump',
        'loop',
        '  jump',
        'match',
        '  case',
        '    call f()',
        '    jump',
        '  case',
      ],
    ],
    [
      'templates, patterns and members',
      'const t = `a${b.c()}d`;\nlet { a, b: [c] } = d;\nprocess.env.X;\ni++;\n',
      [
        'assign t = string ""',
        '  string "a{}d"',
        '  call b.c()',
        'assign a, c = name d',
        'member process.env.X',
        'operation ++',
      ],
    ],
  ])('finds %s', (_, source, expected) => {
    expect(outlineOf(read(source, 'ts'))).toEqual(expected);
  });

  it('reads what JSX does', () => {
    expect(outlineOf(read('const e = <p a={b()}>{c.map((x) => <i key={x.k} />)}</p>;\n', 'tsx'))).toEqual([
      'assign e = other ?',
      '  call b()',
      '  call c.map(lambda)',
      '    lambda',
      '      member x.k',
    ]);
  });

  it('takes JSDoc right before a definition for its documentation', () => {
    const code = read(
      '// top\n\n/** A. */\nexport class A {\n  /**\n   * f\n   * it.\n   */\n  f() {}\n  // no\n  g() {}\n}\n',
      'ts',
    );
    expect(code.module.docstring).toBe('top');
    expect(code.all('class')[0]?.docstring).toBe('A.');
    expect(code.all('function').map(({ docstring }) => docstring)).toEqual(['f\nit.', undefined]);
  });

  it('gives methods the decorators before them, and the documentation before those', () => {
    const [f, g] = read('class A {\n  /** f */\n  @B()\n  @c.D f() {}\n  g() {}\n}\n', 'ts').all('function');
    expect(f?.decorators.map(({ path }) => path)).toEqual(['B', 'c.D']);
    expect(f?.docstring).toBe('f');
    expect(g?.decorators).toEqual([]);
  });

  it('measures as it does Python', () => {
    const code = read(
      '/** f */\nfunction f(a: number) {\n  // one\n\n  if (a && a > 1) return 1;\n  return f(a - 1);\n}\n',
      'ts',
    );
    expect(measure(code, lineCounts(code))).toMatchObject({
      lines: { total: 7, blank: 1, code: 4, comments: 1, documentation: 1, logical: 4 },
      functions: [{ name: 'f', cyclomatic: 3, cognitive: 3, nesting: 1 }],
      docstrings: { possible: 2, present: 2 },
      annotations: { possible: 2, present: 1 },
    });
  });

  it('makes one tree of all items, parents before children, for any text in any dialect', () => {
    const pieces = fc.constantFrom(
      'class A extends B {',
      'f(x = [], {y}) {',
      '}',
      'const x = ',
      '(',
      ')',
      'await ',
      '`${',
      '"',
      'try {',
      '} catch (e) {',
      'throw e',
      ';',
      '\n',
      'if (a) ',
      ' && ',
      '__proto__',
      '[',
      ']',
      '</p>',
      '<p>',
      '\0',
      '\ud800',
      'import ',
      ' from "./x"',
      '=> ',
      'switch (x) { case 1:',
      '/** d */',
    );
    const dialects = fc.constantFrom<Dialect>('ts', 'tsx', 'js', 'jsx');
    fc.assert(
      fc.property(
        fc.array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 40 }),
        dialects,
        (parts, dialect) => {
          const code = read(parts.join(''), dialect);
          expect([code.module, ...within(code.module)]).toEqual([...code.items]);
          expect(measure(code, lineCounts(code)).cyclomatic).toBeGreaterThan(0);
        },
      ),
      { numRuns: 60 },
    );
  });
});
