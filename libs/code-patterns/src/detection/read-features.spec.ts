import { type Code, loadPython } from '#code-model';
import { RULE_OF_ID } from '#code-rules';
import { Facts } from './facts';
import { FUNCTIONS } from './functions';
import { FEATURES, finderOf } from './read-features';
import type { Row } from './row';

let read: (source: string) => Code;
beforeAll(async () => {
  read = await loadPython();
});

const found = (row: Row, source: string): string[] => {
  const code = read(source);
  return [...finderOf(row)(new Facts(code))].map(({ at, detail }) => `${code.place(at).line} ${detail}`);
};

const ROWS = Object.values(FEATURES).flatMap((features) =>
  features.flatMap(({ seen, find }) => find.map((row) => ({ seen, ...row }))),
);

describe('the rows of features', () => {
  it('name every function there is, and no other', () => {
    const named = ROWS.flatMap((row) => row.function ?? []);
    expect(named.sort()).toEqual(Object.keys(FUNCTIONS).sort());
  });

  it('name rules that look at code', () => {
    const rules = ROWS.flatMap((row) => row.rules ?? []);
    expect(rules.length).toBeGreaterThan(0);
    expect(rules.filter((id) => RULE_OF_ID.get(id)?.check === undefined)).toEqual([]);
  });

  it('give a limit where the function counts to one, and people are told the same', () => {
    const counting = Object.entries(FUNCTIONS).flatMap(([name, find]) => (find.length === 2 ? [name] : []));
    const limited = ROWS.filter(({ limit }) => limit !== undefined);
    expect(limited.map((row) => row.function ?? '').sort()).toEqual(counting.sort());
    for (const { limit, seen } of limited) expect(seen).toContain(`more than ${limit} `);
  });

  it('that name another are refused', () => {
    expect(() => finderOf({ function: 'nothingLikeIt' })).toThrow('there is no function nothingLikeIt');
  });
});

describe('a row', () => {
  it.each<[string, Row, string, string[]]>([
    ['names', { names: ['pool'] }, 'dbPool = 1\nspool = 2\n', ['1 dbPool']],
    ['names in a role', { names: ['pool'], as: ['call'] }, 'pool = 1\nmake_pool()\n', ['2 make_pool']],
    ['names like', { names: ['pool'], like: '(?i)^DB_' }, 'db_pool = 1\npool = 2\n', ['1 db_pool']],
    ['names unlike', { names: ['pool'], unlike: '^db_' }, 'db_pool = 1\npool = 2\n', ['2 pool']],
    ['calls', { calls: ['fetch'] }, 'self.db.fetch()\nfetched()\n', ['1 self.db.fetch(…)']],
    ['any call', { calls: ['*'], like: '^a' }, 'a()\nb()\n', ['1 a(…)']],
    ['calls on', { calls: ['fetch'], on: ['db'] }, 'my_db.fetch()\nweb.fetch()\n', ['1 my_db.fetch(…)']],
    ['awaited calls', { calls: ['f'], awaited: true }, 'async def g():\n  await f()\n  f()\n', ['2 f(…)']],
    ['calls without arguments', { calls: ['f'], arguments: 'none' }, 'f()\nf(1)\n', ['1 f(…)']],
    ['calls with arguments', { calls: ['f'], arguments: 'some' }, 'f()\nf(1)\n', ['2 f(…)']],
    ['calls with several', { calls: ['f'], arguments: 'several' }, 'f(1)\nf(1, 2)\nf(*x)\n', ['2 f(…)', '3 f(…)']],
    ['calls with a keyword', { calls: ['f'], argument: { name: '^n$' } }, 'f(n=1)\nf(m=n)\n', ['1 f(…)']],
    ['calls with a path', { calls: ['f'], argument: { path: '^n$' } }, 'f(n=1)\nf(m=n)\n', ['2 f(…)']],
    ['calls with a constant', { calls: ['f'], argument: { text: '^n$' } }, 'f(n)\nf("n")\n', ['2 f(…)']],
    [
      'the argument itself',
      { calls: ['f'], argument: { text: 'n' }, at: 'argument', shows: 'to {argument}' },
      'f(\n  "in"\n)\n',
      ['2 to in'],
    ],
    ['imports', { imports: ['a'] }, 'import a.b\nimport ab\n', ['1 imports a.b']],
    ['functions', { functions: '^do' }, 'def do_it(): ...\ndef undo(): ...\n', ['1 function do_it']],
    ['functions to', { functionsTo: ['do'] }, 'def _do_it(): ...\ndef done(): ...\n', ['1 function _do_it']],
    [
      'functions to, with words',
      { functionsTo: ['do'], words: ['it'] },
      'def do_it(): ...\ndef do_its(): ...\n',
      ['1 function do_it'],
    ],
    [
      'functions that take something',
      { functions: '.', takes: 'something' },
      'def a(x): ...\ndef b(self): ...\n',
      ['1 function a'],
    ],
    [
      'functions that take nothing',
      { functions: '.', takes: 'nothing' },
      'def a(x): ...\ndef b(): ...\n',
      ['2 function b'],
    ],
    ['decorated functions', { functions: '.', decorated: '^c' }, '@c\ndef a(): ...\ndef b(): ...\n', ['2 function a']],
    [
      'the decorator itself',
      { functions: '.', decorated: '^c', at: 'decorator', shows: '@{decorator} on {name}' },
      '@b\n@c\ndef a(): ...\n',
      ['2 @c on a'],
    ],
    ['bases', { bases: '^Mixin' }, 'class A(m.MixinB, C): ...\nclass MixinD(C): ...\n', ['1 A(m.MixinB)']],
    ['strings', { strings: '^half$' }, '"""half"""\nx = "half"\ny = "halfway"\n', ['2 half']],
    [
      'SQL',
      { sql: 'DO NOTHING' },
      'a = "SELECT x FROM y"\nb = "INSERT INTO x VALUES (1) ON CONFLICT DO NOTHING"\n',
      ['2 INSERT INTO x VALUES (1) ON CONFLICT DO '],
    ],
    ['members', { members: '\\.status$' }, 'a = r.status\nb = r.state\n', ['1 r.status']],
    ['raised errors', { raises: '^No' }, 'def f():\n  raise NoWay()\n  raise Other()\n', ['2 raise NoWay']],
    ['handlers', { handlers: '^No' }, 'try:\n  f()\nexcept (A, NoWay):\n  g()\n', ['3 except NoWay']],
    ['conditions', { conditions: 'role' }, 'if a:\n  f()\nelif role in x:\n  g()\n', ['3 role in x']],
    ['loops', { loops: '^rows' }, 'for a in rows: f()\nwhile rows: f()\nfor a in b: f()\n', ['1 rows', '2 rows']],
    [
      'asynchronous loops',
      { loops: '.', async: true, shows: 'over {name}' },
      'async def f():\n  for a in b: f()\n  async for a in c: f()\n',
      ['3 over c'],
    ],
    ['what is in a loop', { calls: ['f'], inside: ['loop'] }, 'for a in b:\n  f()\nf()\n', ['2 f(…)']],
    ['what is in a handler', { calls: ['f'], inside: ['handler'] }, 'try:\n  f()\nexcept A:\n  f()\n', ['4 f(…)']],
    ['what is in a function', { calls: ['f'], inside: ['function'] }, 'f()\ndef g():\n  f()\n', ['3 f(…)']],
    [
      'what is in one of two',
      { calls: ['f'], inside: ['comprehension', 'loop'] },
      'f()\n[f(a) for a in b]\nfor a in b:\n  f(a)\n',
      ['2 f(…)', '4 f(…)'],
    ],
    [
      'what is beside another',
      { calls: ['f'], beside: [{ calls: ['g'] }, { calls: ['h'] }] },
      'def a():\n  f()\ndef b():\n  f()\n  g()\ndef c():\n  h()\n  f()\n',
      ['4 f(…)', '8 f(…)'],
    ],
    [
      'what is beside two others',
      { calls: ['f'], beside: [{ calls: ['g'], beside: [{ calls: ['h'] }] }] },
      'def a():\n  f()\n  g()\ndef b():\n  f()\n  g()\n  h()\n',
      ['5 f(…)'],
    ],
    ['assignments', { targets: 'open\\[\\]$' }, 'open = 1\nself.open[k] = 2\n', ['2 self.open[]']],
    [
      'what is in no function like',
      { calls: ['f'], outside: '^stop' },
      'f()\ndef stop():\n  f()\ndef go():\n  f()\n',
      ['1 f(…)', '5 f(…)'],
    ],
    [
      'more than the limit',
      { function: 'manyServices', limit: 1 },
      'def f():\n  resolve(a)\n  resolve(b)\n',
      ['1 2 services'],
    ],
    ['nothing at the limit', { function: 'manyServices', limit: 2 }, 'def f():\n  resolve(a)\n  resolve(b)\n', []],
    [
      'the findings of a rule',
      { rules: ['ERR-002'] },
      'try:\n  f()\nexcept Exception:\n  pass\n',
      ['3 `Exception` is caught and nothing is done about it'],
    ],
    [
      'no findings of a rule with another detail',
      { rules: ['ERR-002'], detail: 'another' },
      'try:\n  f()\nexcept Exception:\n  pass\n',
      [],
    ],
    ['a method', { calls: ['fetch'], shows: '{method} of {name}' }, 'db.fetch()\n', ['1 fetch of db.fetch']],
  ])('finds %s', (_what, row, source, expected) => {
    expect(found(row, source)).toEqual(expected);
  });
});
