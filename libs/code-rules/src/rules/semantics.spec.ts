import { type Case, expectFindings, expectTold } from './expecting.fixture';
import { SEMANTICS } from './semantics';

const BLOCKING = [
  ...['delete', 'get', 'post', 'put', 'request'].map((name) => `requests.${name}`),
  ...['call', 'check_call', 'check_output', 'run'].map((name) => `subprocess.${name}`),
  'os.system',
  'urllib.request.urlopen',
];

describe('semantics', () => {
  expectFindings(SEMANTICS, 'SEM-003', [
    ['a list as a default', 'def f(rows=[]): ...', ['1']],
    ['a constructed default, whatever its annotation', 'def f(rows: Sequence[int] = list()): return rows', ['1']],
    ['a comprehension and a deque', 'def f(a=[x for x in y],\n      b=collections.deque()): ...', ['1', '2']],
    [
      'fields of a dataclass',
      '@dataclass\nclass A:\n    a: list = []\n    b: dict = dict()\n    c: list = field(default=[])\n@dataclasses.dataclass(frozen=True)\nclass B:\n    a: set[int] = {1}',
      ['3', '4', '5', '8'],
    ],
    [
      'fields that are made anew, shared on purpose, or of other classes',
      '@dataclass\nclass A:\n    a: list = field(default_factory=list)\n    b: ClassVar[list] = []\n    c: tuple = ()\n    d = []\nclass ModelB(BaseModel):\n    a: list = []',
      [],
    ],
    ['immutable defaults', 'def f(a=(), b=None, c="x", d=frozenset(), e=0): ...', []],
  ]);

  expectTold('SEM-004', [
    ['a blocking call in a fragment', 'async def f():\n    time.sleep(1)', ['2']],
    ...BLOCKING.map((call): Case => [`${call} in a fragment`, `async def f(a):\n    ${call}(a)`, ['2']]),
    ['a method of what is only called so', 'async def f(requests):\n    requests.get(1)', []],
    ['a blocking call of what is imported', 'import time\nasync def f():\n    time.sleep(1)', ['3']],
    [
      'a blocking call in a thread of its own',
      'async def f():\n    await run(lambda: time.sleep(1))\ndef g(): time.sleep(1)',
      [],
    ],
    ['a coroutine as a statement', 'async def f(): return 1\nasync def g():\n    f()', ['3']],
    [
      'a method that is a coroutine',
      'class A:\n    async def f(self): return 1\n    async def g(self):\n        self.f()  # later',
      ['4'],
    ],
    [
      'a coroutine that is used',
      'async def f(): return 1\nasync def g():\n    await f()\n    x = f()\n    return f()',
      [],
    ],
    [
      'a coroutine in brackets',
      'async def f(): return 1\nasync def g():\n    for x in [\n        f()\n    ]: await x\n    await gather(\n        f(),\n    )',
      [],
    ],
    [
      'a condition on lines of its own',
      'async def f(): return 1\nasync def g():\n    if (\n        f()\n    ): pass',
      [],
    ],
    [
      'a generator, and a function that was decorated',
      'async def f():\n    yield 1\n@task\nasync def h(): return 1\nasync def g():\n    f()\n    h()',
      [],
    ],
    ['a name with two meanings', 'async def f(): return 1\ndef f(): return 2\ndef g():\n    f()', []],
    ['a sleep without await', 'async def f():\n    asyncio.sleep(1)', ['2']],
    ['a call after others on the line', 'async def f(): return 1\nasync def g():\n    x = 1; f()', ['3']],
  ]);
});
