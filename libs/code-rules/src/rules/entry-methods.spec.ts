import type { Asked } from '../subject';
import { ENTRY_METHOD_RULES } from './entry-methods';
import { loadFinder } from './subject.fixture';

let find: Awaited<ReturnType<typeof loadFinder>>;
beforeAll(async () => {
  find = await loadFinder();
});

const [MISSING, INCOMPLETE, OWN_CODE] = ENTRY_METHOD_RULES as readonly [
  (typeof ENTRY_METHOD_RULES)[0],
  (typeof ENTRY_METHOD_RULES)[0],
  (typeof ENTRY_METHOD_RULES)[0],
];

function node(body: string, head = 'NodeAEffect(NodeEffect)'): string {
  return `class ${head}:\n${body.replaceAll(/^/gm, '    ')}`;
}

describe('MTH-001', () => {
  test('points at the method that could be the entry method', () => {
    const code = node('def status(self): ...\ndef load(self, what): ...');
    expect(find(MISSING, code)).toEqual(['3: None of the methods of `NodeAEffect` is an entry method']);
  });

  test('refuses the entry method of another kind', () => {
    const code = node('async def execute_compute(self, x): ...');
    expect(find(MISSING, code, { nodeType: 'effect' })).toEqual([
      '2: `execute_compute` is the entry method of compute nodes, this is one of effect',
    ]);
  });

  test.each<[string, string, Partial<Asked>?]>([
    ['its own entry method', node('async def execute_effect(self, x): ...')],
    ['a general entry method', node('def process(self, x): ...')],
    ['a second one of another kind', node('def execute_compute(self, x): ...\ndef handle(self, x): ...')],
    ['only a constructor', node('def __init__(self, container): ...')],
    ['only private methods and properties', node('def _load(self, x): ...\n@property\ndef name(self): ...')],
    ['a handler to inherit from', node('def load(self, x): ...', 'NodeAEffect(HandlerA)')],
    ['no node', node('def load(self, x): ...', 'HandlerA')],
    ['only the end of its name', node('def load(self, x): ...', 'SideEffect')],
  ])('leaves alone a class with %s', (_, code, asked = {}) => {
    expect(find(MISSING, code, asked)).toEqual([]);
  });
});

describe('MTH-002', () => {
  test.each([
    [
      'async def execute_effect(self, x): ...',
      [
        'Input `x` of entry method `execute_effect` has no type',
        'Entry method `execute_effect` does not say what it returns',
      ],
    ],
    ['async def process(self) -> int: ...', ['Entry method `process` takes no input']],
    ['def execute_effect(self, x: int) -> int: ...', ['Entry method `execute_effect` is not async']],
  ])('refuses %s', (body, messages) => {
    expect(find(INCOMPLETE, node(body))).toEqual(messages.map((message) => `2: ${message}`));
  });

  test.each([
    'async def execute_effect(self, x: int, *, y: str = "") -> int: ...',
    'def handle(self, x: int) -> int: ...',
    '@abstractmethod\ndef process(self): ...',
    'def load(self): ...',
  ])('leaves alone %s', (body) => {
    expect(find(INCOMPLETE, node(body))).toEqual([]);
  });
});

describe('MTH-003', () => {
  test.each([
    ['def load(self, x): ...', 'has the method `load`'],
    ['@property\ndef name(self): ...', 'has the property `name`'],
    ['limit: int = 3', 'has the attribute `limit`'],
    [
      'def __init__(self, container):\n    super().__init__(container)\n    self.a = 1',
      'does more than hand the container on',
    ],
    [
      'def __init__(self, container):\n    super().__init__(container)\n    self.prepare()',
      'does more than hand the container on',
    ],
  ])('refuses %s', (body, message) => {
    expect(find(OWN_CODE, node(body))).toEqual([expect.stringContaining(message)]);
  });

  test.each([
    '"""Thin."""',
    'limit: int',
    '__onex_node_type__ = "node_a_effect"',
    'def __init__(self, container: ModelONEXContainer) -> None:\n    """Hands it on."""\n    super().__init__(container)',
  ])('leaves alone %s', (body) => {
    expect(find(OWN_CODE, node(body))).toEqual([]);
  });

  test('is off for imperative nodes, as the others are for declarative ones', () => {
    expect(ENTRY_METHOD_RULES.map(({ severity }) => severity)).toEqual([
      { imperative: 'warning', declarative: 'off' },
      { imperative: 'warning', declarative: 'off' },
      { imperative: 'off', declarative: 'error' },
    ]);
  });
});
