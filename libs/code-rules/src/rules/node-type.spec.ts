import type { Asked } from '../subject';
import { NODE_TYPE } from './node-type';
import { loadFinder } from './subject.fixture';

let found: (code: string, asked?: Partial<Asked>) => string[];
beforeAll(async () => {
  const find = await loadFinder();
  found = (code, asked) => NODE_TYPE.flatMap((rule) => find(rule, code, asked).map((at) => `${rule.id} ${at}`));
});

type Case = readonly [code: string, asked: Partial<Asked>, found: readonly string[]];

describe('the kind of a node', () => {
  test.each<Case>([
    [
      'class NodeAEffect: ...',
      { nodeType: 'compute' },
      ['TYP-001 1: `NodeAEffect` is named effect, but the request asks for compute'],
    ],
    [
      'class NodeAEffect(NodeReducer): ...',
      {},
      ['TYP-002 1: `NodeAEffect` inherits a base for reducer, but its name says effect'],
    ],
    [
      'class NodeAEffect(NodeReducer): ...',
      { nodeType: 'effect' },
      ['TYP-002 1: `NodeAEffect` inherits a base for reducer, but the request asks for effect'],
    ],
    [
      'class NodeAEffect:\n    async def execute_compute(self, x): ...',
      {},
      ['TYP-001 1: `NodeAEffect` is named effect, but its entry method is that of compute'],
    ],
    [
      'class NodeAEffect:\n    __onex_node_type__ = "node_a_reducer"',
      {},
      ['TYP-001 1: `NodeAEffect` is named effect, but its `__onex_node_type__` says reducer'],
    ],
    [
      'class NodeAEffect: ...',
      { filePath: 'nodes/node_a_compute/node.py' },
      ['TYP-001 1: `NodeAEffect` is named effect, but its file is that of compute'],
    ],
  ])('%s asked %j is refused', (code, asked, expected) => {
    expect(found(code, asked)).toEqual(expected);
  });

  test('that differs in name and base is refused for both', () => {
    expect(found('class NodeAEffect(NodeEffect): ...', { nodeType: 'compute' })).toHaveLength(2);
  });

  test.each<readonly [string, Partial<Asked>]>([
    ['class NodeAEffect(NodeEffect): ...', { nodeType: 'effect' }],
    ['class NodeAEffect: ...', {}],
    ['class NodeA(NodeCoreBase): ...', { nodeType: 'effect' }],
    ['class SideEffect:\n    def undo(self): ...', { nodeType: 'compute' }],
    ['class HandlerAEffect:\n    def handle(self, x): ...', { nodeType: 'compute' }],
    ['class NodeAEffect(NodeEffect): ...\nclass NodeBCompute(NodeCompute): ...', { nodeType: 'effect' }],
    ['class TestNodeEffect(NodeCompute): ...', { nodeType: 'reducer' }],
  ])('%s asked %j is left alone', (code, asked) => {
    expect(found(code, asked)).toEqual([]);
  });
});

describe('a contract class', () => {
  const contract = (name: string, call: string): string =>
    `class ${name}(ModelContractBase):\n    def __init__(self, name, version, text):\n        super().__init__(${call})`;

  test.each([
    ['ModelContractEffect', 'name, version, text, "compute"'],
    ['ModelContractEffect', 'name=name, node_type="reducer"'],
    ['ModelContractEvent', 'name, version, text, "event"'],
  ])('%s that passes on (%s) is refused', (name, call) => {
    expect(found(contract(name, call))).toHaveLength(1);
  });

  test.each([
    ['ModelContractEffect', 'name, version, text, "effect"'],
    ['ModelContractEffect', 'name, version, text, "EFFECT_GENERIC"'],
    ['ModelContractEffect', 'name, version, text, kind'],
    ['ModelContractEvent', 'name, version, text, "compute"'],
    ['Settings', 'name, version, text, "custom"'],
  ])('%s that passes on (%s) is left alone', (name, call) => {
    expect(found(contract(name, call))).toEqual([]);
  });
});
