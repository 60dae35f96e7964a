import { loadPython } from '#code-model';
import type { Rule } from '../rule';
import { type Asked, subjectOf } from '../subject';
import { NAMING } from './naming';
import { loadFinder } from './subject.fixture';

type Case = [what: string, code: string, asked?: Partial<Asked>];

let find: Awaited<ReturnType<typeof loadFinder>>;
beforeAll(async () => {
  find = await loadFinder();
});

function rule(id: string): Rule {
  const found = NAMING.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`no rule ${id}`);
  return found;
}

async function severities(id: string, code: string, asked: Partial<Asked> = {}): Promise<string[]> {
  const tested = rule(id);
  const subject = subjectOf((await loadPython())(code), { profile: 'imperative', ...asked });
  return [...(tested.check?.(subject) ?? [])].map(({ severity }) => severity ?? tested.severity.imperative);
}

describe('NAM-001 refuses', () => {
  test.each<Case>([
    ['a base without the prefix', 'class PriceCompute(NodeCompute):\n    pass'],
    ['a base without the suffix', 'class NodePrice(NodeEffect):\n    pass'],
    ['snake case', 'class node_price_compute(NodeCompute):\n    pass'],
    ['a small first letter', 'class nodePriceCompute:\n    pass'],
    ['words joined by underscores', 'class Node_Price_Compute:\n    pass'],
    ['an entry method of nodes in any class', 'class Prices:\n    async def execute_effect(self, contract): ...'],
    ['a marker in any class', 'class NodePrices:\n    __onex_node_type__ = "node_prices_effect"'],
    ['a constructor of nodes', 'class PriceEffect:\n    def __init__(self, container): ...'],
    [
      'a nameless node in a node’s file',
      'class Prices:\n    def process(self, x): ...',
      { nodeType: 'effect', filePath: 'a/node.py' },
    ],
  ])('%s', async (_, code, asked = {}) => {
    expect(await severities('NAM-001', code, asked)).toEqual(['error']);
  });

  test.each<Case>([
    ['Node… without kind and base', '# A node of ONEX.\nclass NodePrices:\n    def handle(self, x): ...'],
    ['…Effect with an entry method', '# A node of ONEX.\nclass PriceEffect:\n    def process(self, x): ...'],
    ['…Effect when an effect is asked for', 'class PriceEffect:\n    def start(self): ...', { nodeType: 'effect' }],
    ['the only class that works like the node', 'class Prices:\n    def process(self, x): ...', { nodeType: 'effect' }],
  ])('less sternly %s', async (_, code, asked = {}) => {
    expect(await severities('NAM-001', code, asked)).toEqual(['warning']);
  });

  test('and says where and what is missing', () => {
    expect(find(rule('NAM-001'), '\n\nclass PriceCompute(NodeCompute):\n    pass')).toEqual([
      '3: Node class `PriceCompute` does not start with `Node`; node classes are called `Node<Name>Compute`',
    ]);
  });
});

describe('NAM-001 leaves alone', () => {
  test.each<Case>([
    ['a proper name', 'class NodePriceCompute(NodeCompute):\n    pass'],
    ['handlers', 'class HandlerPriceEffect:\n    def handle(self, x): ...', { nodeType: 'effect' }],
    ['models and errors', 'class ModelEffect(BaseModel): ...\nclass NodeEffectError(Exception): ...'],
    ['other things that end with a kind', 'class SideEffect:\n    def undo(self): ...', { nodeType: 'compute' }],
    ['nodes of trees', 'class NodeInfo:\n    def __init__(self, left): ...'],
    ['visitors', 'class Names(ast.NodeVisitor):\n    def visit_Name(self, node): ...'],
    ['bases of nodes', 'class NodeBaseCompute(ABC):\n    async def execute_compute(self, x): ...'],
    ['service wrappers', 'class ModelServiceEffect(NodeEffect):\n    pass'],
    ['stand-ins of tests', 'class _FakeNode(NodeEffect): ...\nclass MockThing(NodeEffect): ...'],
    ['any class when no node is asked for', 'class Prices:\n    def process(self, x): ...'],
    [
      'a handler’s file',
      'class Prices:\n    def process(self, x): ...',
      { nodeType: 'effect', filePath: 'handlers/handler_a.py' },
    ],
    [
      'several candidates',
      'class A:\n    def process(self): ...\nclass B:\n    def process(self): ...',
      { nodeType: 'effect' },
    ],
  ])('%s', (_, code, asked = {}) => {
    expect(find(rule('NAM-001'), code, asked)).toEqual([]);
  });
});

describe('names of roles and contracts', () => {
  test.each<readonly [id: string, code: string]>([
    ['NAM-002', 'class Price(BaseModel): ...'],
    ['NAM-002', 'class Price(pydantic.BaseModel): ...'],
    ['NAM-002', 'class Colour(str, Enum): ...'],
    ['NAM-002', 'class Sender(Protocol[T]): ...'],
    ['NAM-002', 'class Row(TypedDict, total=False): ...'],
    ['NAM-003', 'class EffectContract: ...'],
    ['NAM-003', 'class ModelEffectContract(BaseModel): ...'],
    ['NAM-003', 'class Model_contract_effect: ...'],
    ['NAM-003', 'class PriceComputeRules(ModelContractCompute): ...'],
    ['NAM-003', 'class ModelContractSpecial(ModelContractBase): ...'],
  ])('%s refuses %s', (id, code) => {
    expect(find(rule(id), code)).toHaveLength(1);
  });

  test.each<readonly [id: string, code: string]>([
    ['NAM-002', 'class ModelPrice(BaseModel): ...'],
    ['NAM-002', 'class EnumColour(str, Enum): ...'],
    ['NAM-002', 'class _Row(BaseModel): ...'],
    ['NAM-002', 'class PriceError(BaseModel): ...'],
    ['NAM-002', 'class Price(ModelBase): ...'],
    ['NAM-003', 'class ModelContractEffect(ModelContractBase): ...'],
    ['NAM-003', 'class ModelContractEffectV2(ModelContractEffect): ...'],
    ['NAM-003', 'class ModelEffectContractMetadata(BaseModel): ...'],
    ['NAM-003', 'class NodeContractEffect(NodeEffect): ...'],
    ['NAM-003', 'class PriceContract: ...'],
  ])('%s leaves alone %s', (id, code) => {
    expect(find(rule(id), code)).toEqual([]);
  });

  test('a placeholder’s missing prefix is only mentioned', async () => {
    expect(await severities('NAM-002', 'class MyModel(BaseModel): ...')).toEqual(['info']);
  });
});

describe('words that say nothing', () => {
  test.each<readonly [id: string, code: string]>([
    ['NAM-005', 'class PriceManager: ...'],
    ['NAM-005', 'class PriceHelpers: ...'],
    ['NAM-005', 'class RequestHandler: ...'],
    ['NAM-005', 'class WorkerPool: ...'],
    ['NAM-006', 'class EnhancedPrices: ...'],
    ['NAM-006', 'class PricesSimple: ...'],
    ['NAM-006', 'def process(data): ...'],
    ['NAM-006', 'class Prices:\n    def run(self): ...'],
  ])('%s refuses %s', (id, code) => {
    expect(find(rule(id), code)).toHaveLength(1);
  });

  test.each<[id: string, code: string, asked?: Partial<Asked>]>([
    ['NAM-005', 'class HandlerPrice: ...\nclass ServicePrice: ...\nclass ModelServiceList: ...'],
    ['NAM-005', 'class ServiceUnavailableError: ...'],
    ['NAM-005', 'class PriceServices: ...', { filePath: 'src/services/prices.py' }],
    ['NAM-005', 'class Managerial: ...\nclass Management: ...'],
    ['NAM-006', 'class SimplexSolver: ...'],
    ['NAM-006', 'async def process(data): ...'],
    ['NAM-006', 'class Prices:\n    def handle(self, x): ...\n    def process(self, x): ...'],
    ['NAM-006', 'def process_prices(data): ...'],
  ])('%s leaves alone %s', (id, code, asked = {}) => {
    expect(find(rule(id), code, asked)).toEqual([]);
  });
});

describe('NAM-007', () => {
  const node = 'class NodePriceEffect(NodeEffect): ...';
  test.each<Case>([
    ['src/models/price.py', ''],
    ['src/enums/colour.py', ''],
    ['handlers/constants.py', ''],
    ['src/prices.py', node],
  ])('refuses %s', (filePath, code) => {
    expect(find(rule('NAM-007'), code, { filePath })).toHaveLength(1);
  });

  test.each<Case>([
    ['src/models/model_price.py', ''],
    ['src/models/enum_colour.py', ''],
    ['src/handlers/__init__.py', ''],
    ['nodes/node_price_effect/node.py', node],
    ['nodes/price_effect/anything.py', node],
    ['src/prices.py', 'x = 1'],
    ['tests/models/test_price.py', ''],
    ['models/readme.md', ''],
    ['', node],
  ])('leaves alone %s', (filePath, code) => {
    expect(find(rule('NAM-007'), code, { filePath })).toEqual([]);
  });
});

test('NAM-004 is the engine’s', () => {
  expect(rule('NAM-004').engines).toEqual(['N801', 'N802']);
});
