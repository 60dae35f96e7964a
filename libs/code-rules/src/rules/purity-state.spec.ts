import type { Asked } from '../subject';
import { PURITY_STATE } from './purity-state';
import { loadFinder } from './subject.fixture';

let found: (code: string, asked?: Partial<Asked>) => string[];
let inNode: (body: string, before?: string) => string[];
beforeAll(async () => {
  const find = await loadFinder();
  found = (code, asked) => PURITY_STATE.flatMap((rule) => find(rule, code, asked).map(() => rule.id));
  inNode = (body, before = '') => found(`${before}\nclass NodeACompute:\n${body.replaceAll(/^/gm, '    ')}\n`);
});

describe('PUR-005', () => {
  test.each([
    'cache = {}',
    'seen: set[str] = set()',
    'a = b = []',
    '_rows = [n for n in range(3)]',
    'class Inner:\n    items = []',
  ])('refuses %j in a pure node', (body) => {
    expect(inNode(body)).toEqual(['PUR-005']);
  });

  test('refuses what the collections module makes', () => {
    expect(inNode('counts = defaultdict(int)', 'from collections import defaultdict')).toEqual(['PUR-005']);
  });

  test('refuses a value without a type in a model, too', () => {
    const model = 'class ModelA(BaseModel):\n    cache = {}\n    items: list[str] = []\n';
    expect(found(model, { nodeType: 'compute' })).toEqual(['PUR-005']);
  });

  test.each([
    'WEIGHTS = {"a": 1}',
    '_LIMITS = [1]',
    'a: ClassVar[dict[str, int]] = {}',
    'b: Final = [1]',
    '__slots__ = ["a"]',
    'model_config = {"frozen": True}',
    'c = (1, 2)',
    'd = frozenset()',
    'e: list[str]',
    'def f(self):\n    rows = []',
    'class Config:\n    json_encoders = {}',
  ])('accepts %j', (body) => {
    expect(inNode(body)).toEqual([]);
  });

  test('leaves effects alone, also next to a compute', () => {
    const effect = 'class NodeBEffect(NodeEffect):\n    cache = {}\n';
    expect(found(effect)).toEqual([]);
    expect(found(`${effect}class NodeACompute(NodeCompute):\n    seen = []\n`)).toEqual(['PUR-005']);
  });
});

describe('PUR-006', () => {
  test.each([
    ['@lru_cache\ndef f(a): ...', 'from functools import lru_cache'],
    ['@functools.lru_cache(maxsize=8)\ndef f(a): ...', 'import functools'],
    ['@cached_property\ndef f(self): ...', 'from functools import cached_property'],
    ['def process(self, a):\n    self.last = a', ''],
    ['def process(self, a):\n    self.count += 1', ''],
    ['def process(self, a):\n    self._cache[a] = 1', ''],
    ['def process(self, a):\n    self.history.append(a)', ''],
    ['def process(self, a):\n    def inner():\n        self.a = 1', ''],
  ])('refuses %j', (body, before) => {
    expect(inNode(body, before)).toEqual(['PUR-006']);
  });

  test.each([
    'def __init__(self):\n    self.a = 1',
    'def initialize(self):\n    self.a = 1',
    'def process(self, a):\n    b = self.a\n    rows = []\n    rows.append(b)',
    'def process(self, a):\n    self.a: int',
    'def process(self, a):\n    a.b = 1',
    '@cache_control\ndef f(a): ...',
  ])('accepts %j', (body) => {
    expect(inNode(body)).toEqual([]);
  });

  test('looks at handlers of pure nodes, not at the objects they work with', () => {
    const handler = 'class HandlerA:\n    def handle(self, a):\n        self.last = a\n';
    const visitor = 'class Depth(ast.NodeVisitor):\n    def visit_If(self, node):\n        self.depth += 1\n';
    expect(found(handler + visitor, { nodeType: 'compute' })).toEqual(['PUR-006']);
    expect(found(handler + visitor, { nodeType: 'effect' })).toEqual([]);
  });
});
