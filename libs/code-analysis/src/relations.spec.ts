import { analyzed } from './code.fixture';

async function related(source: string, type: string): Promise<string[]> {
  const { relationships } = await analyzed(source, 'partial');
  return relationships.filter((it) => it.type === type).map((it) => `${it.source} > ${it.target}`);
}

describe('calls are resolved', () => {
  test.each([
    ['to functions of the source', 'def a(): b()\ndef b(): pass', ['a > b']],
    ['to methods by self', 'class A:\n  def a(self): self.b()\n  def b(self): pass', ['A.a > A.b']],
    [
      'to what is inherited',
      'class A:\n  def b(self): pass\nclass B(A):\n  def a(self): self.b()\n  def b2(self): super().b()',
      ['B.a > A.b', 'B.b2 > A.b'],
    ],
    ['to functions inside functions', 'def a():\n  def b(): pass\n  b()', ['a > a.b']],
    ['to classes', 'class A: pass\ndef f(): A()', ['f > A']],
    [
      'to methods by the type of an attribute',
      'class A:\n  def go(self): pass\nclass B:\n  def __init__(self, a: A):\n    self.a = a\n  def f(self): self.a.go()',
      ['B.f > A.go'],
    ],
    [
      'to methods by the type of a variable',
      'class A:\n  def go(self): pass\ndef f():\n  a = A()\n  a.go()',
      ['f > A', 'f > A.go'],
    ],
    [
      'to what is imported',
      'from a.b import c as d\nimport x.y\nd.e()\nx.y.z()',
      ['<module> > a.b.c.e', '<module> > x.y.z'],
    ],
    ['to relative imports', 'from ..a import b\nb()', ['<module> > ..a.b']],
    ['never to a method by its bare name', 'class A:\n  def b(self): pass\n  def a(self): b()', []],
    ['not to what nobody knows', 'def f(x): x.go()\nlen([])', []],
  ])('%s', async (_, source, expected) => {
    expect(await related(source, 'calls')).toEqual(expected);
  });

  test('and counted from the first one on', async () => {
    const { relationships } = await analyzed('def a():\n  b()\n  b()\ndef b(): pass', 'partial');
    expect(relationships.find(({ type }) => type === 'calls')).toMatchObject({
      pattern: 'calls',
      line: 2,
      occurrences: 2,
      confidence: 1,
      description: 'a calls b, 2 times from line 2 on',
    });
  });
});

describe('a class', () => {
  test.each([
    ['inherits', 'from a import B\nclass A(B): pass\nclass C(A): pass', ['A > a.B', 'C > A']],
    [
      'implements',
      'class P(Protocol): pass\nclass A(P): pass\nclass B(ProtocolBus): pass',
      ['A > P', 'B > ProtocolBus'],
    ],
  ])('%s', async (type, source, expected) => {
    expect(await related(source, type)).toEqual(expected);
  });
});

test('errors are raised and handled', async () => {
  const source =
    'class E(Exception): pass\ndef f():\n  try:\n    raise E("x")\n  except (E, OSError) as error:\n    raise error';
  expect(await related(source, 'raises')).toEqual(['f > E']);
  expect(await related(source, 'handles')).toEqual(['f > E', 'f > OSError']);
});

test('imports are one each', async () => {
  const source = 'import a.b\nfrom . import c\nfrom d import e, f\nfrom g import *';
  expect(await related(source, 'imports')).toEqual([
    '<module> > a.b',
    '<module> > .c',
    '<module> > d.e',
    '<module> > d.f',
    '<module> > g',
  ]);
});
