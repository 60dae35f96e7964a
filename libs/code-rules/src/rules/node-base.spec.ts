import { loadPython } from '#code-model';
import { subjectOf } from '../subject';
import { NODE_BASE } from './node-base';
import { loadFinder } from './subject.fixture';

let find: Awaited<ReturnType<typeof loadFinder>>;
beforeAll(async () => {
  find = await loadFinder();
});

const [BASELESS, OLD_IMPORT, FOREIGN] = NODE_BASE as readonly [
  (typeof NODE_BASE)[0],
  (typeof NODE_BASE)[0],
  (typeof NODE_BASE)[0],
];

describe('a node without a base for nodes', () => {
  test.each([
    ['class NodeAEffect: ...', '1: Node class `NodeAEffect` inherits nothing, no base class for nodes'],
    [
      'class NodeAEffect(HandlerA): ...',
      '1: Node class `NodeAEffect` inherits only `HandlerA`, no base class for nodes',
    ],
    ['class ModelContractEffect: ...', '1: Contract class `ModelContractEffect` inherits nothing'],
  ])('%s is refused', (code, message) => {
    expect(find(BASELESS, code)).toEqual([message]);
  });

  test.each([
    'class NodeAEffect(NodeEffect): ...',
    'class NodeAEffect(omnibase_core.nodes.NodeEffect[int]): ...',
    'class NodeAEffect(ModelServiceEffect, MixinB): ...',
    'class Shared(NodeEffect): ...\nclass NodeAEffect(Shared): ...',
    'class A(B): ...\nclass B(A): ...',
    'class NodeBaseEffect(ABC): ...',
    'class PriceEffect: ...',
    'class ModelContractEffect(BaseModel): ...',
  ])('%s is left alone', (code) => {
    expect(find(BASELESS, code)).toEqual([]);
  });

  test('is only mentioned in a snippet', async () => {
    const read = await loadPython();
    const severities = ['', 'import os\n'].map((imports) =>
      [...(BASELESS.check?.(subjectOf(read(`${imports}class NodeAEffect: ...`), { profile: 'imperative' })) ?? [])].map(
        ({ severity }) => severity,
      ),
    );
    expect(severities).toEqual([['info'], [undefined]]);
  });
});

describe('an import', () => {
  test('from a module that has moved names the new one', () => {
    const code = 'from omnibase_core.core.node_effect import NodeEffect\nimport omnibase_core.node_compute';
    expect(find(OLD_IMPORT, code)).toEqual([
      '1: `omnibase_core.core.node_effect` has moved to `omnibase_core.nodes`',
      '2: `omnibase_core.node_compute` has moved to `omnibase_core.nodes`',
    ]);
  });

  test.each([
    'from omnibase_core.nodes.node_effect import NodeEffect',
    'from .core.node_effect import NodeEffect',
    'import os',
  ])('%s is left alone', (code) => {
    expect(find(OLD_IMPORT, code)).toEqual([]);
  });
});

describe('a pure node', () => {
  test('that also inherits something else is refused', () => {
    expect(find(FOREIGN, 'class NodeACompute(NodeCompute, Cache): ...')).toEqual([
      '1: Pure node `NodeACompute` also inherits `Cache`',
    ]);
  });

  test.each([
    'class NodeACompute(NodeCompute[int, int], MixinB, Generic[T], ABC): ...',
    'class NodeAEffect(NodeEffect, Cache): ...',
    'class Cached(Cache): ...',
  ])('%s is left alone', (code) => {
    expect(find(FOREIGN, code)).toEqual([]);
  });
});
