import { CONSTRUCTION } from './construction';
import { loadFinder } from './subject.fixture';

let found: (body: string, bases?: string) => string[];
let inModule: (code: string) => string[];
beforeAll(async () => {
  const find = await loadFinder();
  inModule = (code) => CONSTRUCTION.filter((rule) => find(rule, code).length > 0).map(({ id }) => id);
  found = (body, bases = '(NodeEffect)') => inModule(`class NodeAEffect${bases}:\n${body.replaceAll(/^/gm, '    ')}`);
});

describe('the constructor of a node', () => {
  test.each([
    ['takes no container', 'def __init__(self):\n    super().__init__(None)', ['CTR-001']],
    ['takes something else', 'def __init__(self, db: Database):\n    super().__init__(db)', ['CTR-001']],
    ['calls no base', 'def __init__(self, container):\n    self.a = 1', ['CTR-002']],
    [
      'calls the base in a nested function',
      'def __init__(self, container):\n    def later():\n        super().__init__(container)',
      ['CTR-002'],
    ],
    ['does neither', 'def __init__(self): ...', ['CTR-001', 'CTR-002']],
    [
      'takes the wrong container',
      'def __init__(self, container: ModelContainer[int]):\n    super().__init__(container)',
      ['CTR-003'],
    ],
  ])('that %s is refused', (_, body, rules) => {
    expect(found(body)).toEqual(rules);
  });

  test.each([
    [
      'hands the container on',
      'def __init__(self, container: ModelONEXContainer) -> None:\n    super().__init__(container)',
    ],
    [
      'takes it under another name',
      'def __init__(self, services: "ModelONEXContainer"):\n    super().__init__(services)',
    ],
    ['passes everything on', 'def __init__(self, *args, **kwargs):\n    super().__init__(*args, **kwargs)'],
    ['names its base', 'def __init__(self, container):\n    NodeEffect.__init__(self, container)'],
    [
      'calls its base conditionally',
      'def __init__(self, container):\n    if container:\n        super().__init__(container)',
    ],
    ['is not there', 'def process(self): ...'],
  ])('that %s is left alone', (_, body) => {
    expect(found(body)).toEqual([]);
  });

  test('needs no call of a base without one', () => {
    expect(found('def __init__(self, container): ...', '')).toEqual([]);
    expect(found('def __init__(self, container): ...', '(ABC)')).toEqual([]);
  });

  test('is looked at only in nodes', () => {
    expect(inModule('class Prices(Table):\n    def __init__(self, db): ...')).toEqual([]);
  });
});

describe('CTR-004', () => {
  test.each(['self.http = httpx.AsyncClient()', 'pool = ConnectionPool(3)', 'Database()'])(
    'refuses %s in a node',
    (call) => {
      expect(found(`def load(self):\n    ${call}`)).toEqual(['CTR-004']);
    },
  );

  test.each(['self.container.get_service("HttpClient")', 'ModelConnection(a=1)', 'self.client()', 'make_client()'])(
    'leaves alone %s',
    (call) => {
      expect(found(`def load(self):\n    ${call}`)).toEqual([]);
    },
  );

  test('leaves alone what other classes make', () => {
    expect(inModule('class HandlerA:\n    def handle(self):\n        Client()\nClient()')).toEqual([]);
  });
});
