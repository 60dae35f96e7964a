import { loadPython } from '../python/parse-python';
import { asNode, isNodeBase, kindOfBase, kindOfName, kindOfPath, type NodeClass } from './kinds';

describe('the kind of a node', () => {
  test.each([
    ['NodePriceCompute', 'compute'],
    ['node_price_reducer', 'reducer'],
    ['SideEffect', 'effect'],
    ['NodePrice', undefined],
    ['Orchestration', undefined],
  ])('of the name %s is %s', (name, kind) => {
    expect(kindOfName(name)).toBe(kind);
  });

  test.each([
    ['NodeEffect', 'effect'],
    ['omnibase_core.nodes.NodeCompute', 'compute'],
    ['ModelServiceReducer', 'reducer'],
    ['NodeOrchestratorDeclarative', 'orchestrator'],
    ['NodePriceEffect', 'effect'],
    ['NodeCoreBase', undefined],
    ['MixinEffectExecution', undefined],
  ])('of the base %s is %s', (path, kind) => {
    expect(kindOfBase(path)).toBe(kind);
  });

  test.each([
    ['src/nodes/node_price_compute/node.py', 'compute'],
    ['node_price_effect.py', 'effect'],
    ['nodes/node_a_reducer/handlers/handler_b_effect.py', 'effect'],
    ['src/nodes/node-price-effect.ts', 'effect'],
    ['src/prices/price.reducer.mts', 'reducer'],
    ['src/nodes/node_price_compute/price.ts', 'compute'],
    ['src/compute/node.ts', undefined],
    ['src/compute/node.py', undefined],
    ['', undefined],
  ])('of the path %s is %s', (path, kind) => {
    expect(kindOfPath(path)).toBe(kind);
  });

  test.each(['ast.NodeVisitor', 'NodeTransformer', 'Nodes', 'BaseModel', 'NodeBaseline'])(
    '%s is no base of nodes',
    (path) => {
      expect(isNodeBase(path)).toBe(false);
    },
  );
});

describe('a class', () => {
  async function nodeOf(code: string): Promise<NodeClass | undefined> {
    const [item] = (await loadPython())(code).all('class');
    if (item === undefined) throw new Error('no class');
    return asNode(item);
  }

  test.each([
    ['with the base of a node', 'class Price(NodeCompute[int, int]):\n    pass'],
    ['with the name of a node', 'class NodePriceCompute:\n    pass'],
    ['with a node’s name in snake case', 'class node_price_compute:\n    pass'],
    ['with an entry method that names a kind', 'class Price:\n    async def execute_compute(self, x): ...'],
    ['with a marker', 'class Price:\n    __onex_node_type__ = "node_price_compute"'],
    ['called Node… with something to do', 'class NodePrice:\n    def handle(self, x): ...'],
    ['called Node… that is given the container', 'class NodePrice:\n    def __init__(self, container): ...'],
  ])('%s is certainly a node', async (_, code) => {
    expect(await nodeOf(code)).toMatchObject({ certain: true });
  });

  test('whose name only ends with a kind may be a node', async () => {
    expect(await nodeOf('class PriceCompute:\n    pass')).toMatchObject({ certain: false, kindByName: 'compute' });
  });

  test.each([
    ['handler', 'class HandlerPriceCompute:\n    def handle(self, x): ...'],
    ['model', 'class NodeInfo(BaseModel):\n    def total(self): ...'],
    ['dataclass', '@dataclass(frozen=True)\nclass NodeInfo:\n    def total(self): ...'],
    ['visitor of trees', 'class Names(ast.NodeVisitor):\n    def visit(self, node): ...'],
    ['node of a tree', 'class NodeInfo:\n    def __init__(self, left): ...'],
    ['mixin with an entry method', 'class MixinEffectExecution:\n    async def execute_effect(self, x): ...'],
    ['error', 'class NodeEffectError(Exception):\n    pass'],
  ])('that is a %s is no node', async (_, code) => {
    expect(await nodeOf(code)).toBeUndefined();
  });

  test('says its kind by name, base, entry method and marker', async () => {
    const node = await nodeOf(
      'class NodePriceEffect(NodeReducer):\n    __onex_node_type__ = "node_price_orchestrator"\n    def execute_compute(self, x): ...',
    );
    expect(node).toMatchObject({
      kindByName: 'effect',
      kindByBase: 'reducer',
      kindByEntry: 'compute',
      kindByMarker: 'orchestrator',
    });
    expect(node?.entries.map(({ name }) => name)).toEqual(['execute_compute']);
  });
});
