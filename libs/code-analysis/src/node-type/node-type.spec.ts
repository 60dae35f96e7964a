import type { NodeTypeJudgement } from '../code-analysis';
import { read } from '../code.fixture';
import { nodeTypeOf } from './node-type';

async function judged(source: string): Promise<NodeTypeJudgement> {
  return nodeTypeOf(await read(source));
}

describe('the kind of a node', () => {
  test.each([
    ['its base', 'class Price(NodeReducer): pass', 'reducer', 'base'],
    ['its name', 'class NodePriceOrchestrator: pass', 'orchestrator', 'class_name'],
    ['its entry method', 'class Price:\n  def execute_compute(self, c): ...', 'compute', 'entry_method'],
    ['its marker', 'class A:\n  __onex_node_type__ = "node_price_effect"', 'effect', 'marker'],
    [
      'its category',
      'class HandlerA:\n  @property\n  def kind(self): return EnumHandlerTypeCategory.EFFECT',
      'effect',
      'marker',
    ],
    [
      'the package it imports from',
      'from shop.nodes.node_price_reducer.models import ModelPrice\ndef handle(x): ...',
      'reducer',
      'imports',
    ],
    ['what it waits for', 'async def handle(request, db):\n  await db.fetch("SELECT 1 FROM a")', 'effect', 'calls'],
    ['having no effect', 'def handle(request):\n  return request + 1', 'compute', 'shape'],
    [
      'its docstring',
      '"""Coordinates the steps of a workflow and dispatches each one in sequence."""\nclass HandlerA: pass',
      'orchestrator',
      'docstring',
    ],
  ])('is known by %s', async (_, source, type, kind) => {
    const found = await judged(source);
    expect(found.type).toBe(type);
    expect(found.evidence.filter((it) => it.for === type).map((it) => it.kind)).toContain(kind);
  });

  test('is an honest null where nothing has to do with nodes, with hints all the same', async () => {
    const found = await judged('import math\ndef area(r: float) -> float:\n  return math.pi * r * r');
    expect(found).toMatchObject({ type: null, confidence: 0 });
    expect(found.hints.compute).toBeGreaterThan(0.5);
  });

  test('is not what a function is declared as, but what it does', async () => {
    expect((await judged('async def handle(x):\n  return x + 1')).type).toBe('compute');
  });

  test('has hints that sum to one and evidence with lines, heaviest first', async () => {
    const { hints, evidence } = await judged(
      '\n\nclass NodeA(NodeEffect):\n  async def process(self):\n    await self._http_client.post("x")',
    );
    expect(hints.effect + hints.compute + hints.reducer + hints.orchestrator).toBeCloseTo(1, 10);
    expect(evidence[0]).toEqual({ kind: 'base', detail: 'NodeEffect', line: 3, weight: 8, for: 'effect' });
    expect(evidence.map(({ weight }) => weight)).toEqual(evidence.map(({ weight }) => weight).sort((a, b) => b - a));
  });

  test('falls in confidence when evidence disagrees', async () => {
    const sure = await judged('class NodeAEffect(NodeEffect): pass');
    const torn = await judged('class NodeACompute(NodeEffect): pass');
    expect(torn.confidence).toBeLessThan(sure.confidence);
  });
});
