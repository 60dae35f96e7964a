import * as fc from 'fast-check';
import type { Code } from '../code/code';
import { around, within } from '../code/code';
import { outlineOf } from '../code/outline.fixture';
import { loadPython } from './parse-python';

let read: (source: string) => Code;
beforeAll(async () => {
  read = await loadPython();
});

const outline = (source: string) => outlineOf(read(source));

describe('reading Python', () => {
  it.each<[string, string, string[]]>([
    [
      'imports one by one',
      'import a.b as c, d\nfrom ..e.f import g as h, i\nfrom . import *\nfrom __future__ import annotations\n',
      [
        'import a.b  c',
        'import d',
        'import ..e.f g h',
        'import ..e.f i',
        'import . *',
        'import __future__ annotations',
      ],
    ],
    [
      'what only type checkers import',
      'if TYPE_CHECKING:\n  import a\nelse:\n  import b\n',
      ['if', '  import a typing', '  else', '    import b'],
    ],
    [
      'a class with its bases, without type arguments',
      'class A(B[int], c.D, metaclass=E):\n  """doc"""\n  x: int = 3\n  def f(self): ...\n',
      [
        'class A(B, c.D) [assign function]',
        '  member c.D',
        '  string "doc" doc',
        '  assign x = number ?',
        '    annotation variable int',
        '  function f(self) ->  [ellipsis]',
      ],
    ],
    [
      'a function with every kind of parameter',
      'async def f(a, b: int = g(), /, *c: T, d=1, **e) -> str:\n  pass\n',
      [
        'function async f(a, b, c, d, e) -> str [pass]',
        '  annotation parameter int',
        '  call g()',
        '  annotation parameter T',
        '  annotation result str',
      ],
    ],
    [
      'calls by their paths, and what is awaited',
      'await self.x.y(1, k="a")\n(await z(b for b in c)).d()\na[0].b()\n"".join(x)\n',
      [
        'await',
        '  call self.x.y(number, k=string) awaited',
        '    string "a"',
        'call z().d()',
        '  await',
        '    call z(comprehension) awaited',
        '      comprehension 1 0',
        'call a[].b()',
        'call "".join(name)',
        '  string ""',
      ],
    ],
    [
      'lines that go on in the next one as if they did not',
      'f(a, \\\n  b)\nx = a and \\\n  b\n',
      ['call f(name, name)', 'assign x = other ?', '  boolean and 2'],
    ],
    [
      'assignments of every form',
      'a = b = c.d\nx, (y, *z) = f()\nself.n += 1\nself.rows[k()] = v\nif (m := 2): pass\nt: int\n',
      [
        'assign a, b = name c.d',
        '  member c.d',
        'assign x, y, z = call f',
        '  call f()',
        'assign self.n += number ?',
        'assign self.rows[] = name v',
        '  call k()',
        'if',
        '  assign m := number ?',
        'assign t',
        '  annotation variable int',
      ],
    ],
    [
      'handlers, raises and the rest of try',
      'try:\n  a()\nexcept (B, c.D) as e:\n  raise X("m") from e\nexcept:\n  raise\nelse:\n  pass\nfinally:\n  b()\n',
      [
        'try',
        '  call a()',
        '  handler B, c.D as e [raise]',
        '    raise X from',
        '      call X(string)',
        '        string "m"',
        '  handler  as  [raise]',
        '    raise again',
        '  try-else',
        '  finally',
        '    call b()',
      ],
    ],
    [
      'like boolean operators as one, also across lines and comments',
      'x = (a and # or\n b and c) or not d\n',
      ['assign x = other ?', '  boolean or 2', '    boolean and 3', '    operation not'],
    ],
    [
      'operators of comparisons and arithmetic',
      'a < b not  in c\n-a ** 2\n',
      ['operation < not in', 'operation -', '  operation **'],
    ],
    ['strings with placeholders', 'f"a{b.c()}d" "e{{"\n', ['string "a{}de{{"', 'call b.c()']],
    [
      'loops, branches and jumps',
      'for a in b:\n  break\nelse:\n  continue\nmatch x:\n  case [y] if z: pass\nwhile a if b else c: pass\n',
      ['loop', '  jump', '  loop-else', '    jump', 'match', '  case', 'loop', '  ternary'],
    ],
  ])('finds %s', (_, source, expected) => {
    expect(outline(source)).toEqual(expected);
  });

  it('counts lines and columns in UTF-16 units, whatever ends the lines', () => {
    const code = read('x = "é😀"\r\ny = f()\rz = g()\n');
    expect(code.all('call').map((call) => code.place(call))).toEqual([
      { line: 2, column: 5, endLine: 2, endColumn: 8 },
      { line: 3, column: 5, endLine: 3, endColumn: 8 },
    ]);
    expect(code.lineCount).toBe(3);
  });

  it('keeps the docstring apart from other strings', () => {
    const code = read('"""m"""\ndef f():\n  # why\n  """d"""\n  "not this"\n');
    expect(code.module.docstring).toBe('m');
    expect(code.all('function')[0]).toMatchObject({ docstring: 'd', statements: ['expression'] });
    expect(code.all('string').map(({ docstring }) => docstring)).toEqual([true, true, false]);
  });

  it('reads what is whole of a broken source and says that it is broken', () => {
    const code = read('class A:\n  x = = 3\n\nclass B: pass\n');
    expect(code.broken).toBe(true);
    expect(code.all('class').map(({ name }) => name)).toContain('B');
  });

  it('knows what is around an item', () => {
    const code = read('class A:\n  def f(self):\n    if x:\n      g()\n');
    const [call] = code.all('call');
    expect(call && around(call, 'function')?.name).toBe('f');
    expect(call && around(call, 'class')?.name).toBe('A');
  });

  it('makes one tree of all items, parents before children, for any text', () => {
    const pieces = fc.constantFrom(
      'class A(B):\n',
      '  def f(self, x=[]):\n',
      '    ',
      'x = ',
      'f(',
      ')',
      'await ',
      '"',
      '"""',
      'f"{',
      '}',
      'try:\n',
      'except ',
      ':',
      '\n',
      'if ',
      ' and ',
      '__proto__',
      '[',
      ']',
      '\0',
      '\ud800',
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 40 }),
        (parts) => {
          const code = read(parts.join(''));
          expect([code.module, ...within(code.module)]).toEqual([...code.items]);
          for (const item of code.items) {
            expect(item.start).toBeLessThanOrEqual(item.end);
            expect(code.place(item).line).toBeGreaterThan(0);
            expect(code.span(code.place(item))).toEqual({ start: item.start, end: item.end });
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
