import type { LearnedNodeTable } from '#event-store';
import { Engines } from '../engines';
import { RUFF_RULES } from '../validation/table';
import { validateJob } from '../threads/validate-job';
import { Learning } from './learning';
import type { Lesson } from './lesson';

let engines: Engines;
beforeAll(async () => {
  engines = await Engines.load(RUFF_RULES);
});

const GOOD = `"""Totals of orders."""

from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeCompute
from orders.models import ModelOrder, ModelTotal


class NodeOrderTotalCompute(NodeCompute):
    """Adds up the amounts of an order in the currency of its customer.

    Nothing else.
    """

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)

    async def execute_compute(self, order: ModelOrder) -> ModelTotal:
        """The total of all amounts."""
        return ModelTotal(amount=sum(order.amounts))
`;

/** It takes no container, calls no super and raises anything. */
const BAD = GOOD.replace('container: ModelONEXContainer', 'size: int')
  .replace('super().__init__(container)', 'self.size = size')
  .replace('        return', '        if not order:\n            raise Exception("empty")\n        return');

function lessonOf(code_content: string, more: { file_path?: string; validation_type?: 'full' | 'syntax' } = {}) {
  const request = { code_content, validation_type: 'full', language: 'python', ...more } as const;
  return validateJob({ operation: 'validate', request }, engines).lesson;
}

describe('what is worth learning', () => {
  it('is a node that scores well: its names and what it says of itself, not its code', () => {
    const lesson = lessonOf(GOOD);
    expect(lesson).toMatchObject({
      node_id: 'NodeOrderTotalCompute',
      name: 'NodeOrderTotalCompute',
      node_type: 'compute',
      description: 'Adds up the amounts of an order in the currency of its customer.',
      features: expect.arrayContaining(['execute_compute', 'ModelOrder', 'ModelTotal']),
      language: 'python',
    });
    expect(JSON.stringify(lesson)).not.toContain('sum(');
    expect(lessonOf(GOOD, { file_path: 'nodes/total.py' })?.node_id).toBe('nodes/total.py');
  });

  it.each([
    ['invalid code', GOOD.replace('order.amounts', 'missing')],
    ['code without a node', 'def total(order):\n    """Adds up the amounts of an order."""\n'],
    ['a node that says nothing', GOOD.replace(/"""Adds[^]*?Nothing else\.\n {4}"""/, '"""Node."""')],
    ['a node that scores badly', BAD],
  ])('is not %s', (_, code) => {
    expect(lessonOf(code)).toBeUndefined();
  });

  it('is not what was looked at in part only', () => {
    expect(lessonOf(GOOD, { validation_type: 'syntax' })).toBeUndefined();
  });
});

const LESSON: Lesson = {
  node_id: 'a',
  name: 'NodeACompute',
  node_type: 'compute',
  description: 'Adds up the amounts of an order.',
  features: [],
  mixins_used: [],
  patterns: [],
  quality_score: 0.9,
  compliance_score: 1,
  language: 'python',
};

const options = { memory: null, now: () => new Date(0), onError: () => undefined };

describe('Learning', () => {
  it('finds what it learned, and says once that it learned it', async () => {
    const learning = new Learning(options);
    expect(await learning.learn(LESSON)).toEqual([
      {
        type: 'pattern_learned',
        payload: {
          pattern_id: 'a',
          pattern_type: 'node_structure',
          pattern_data: expect.objectContaining({ node_type: 'compute', quality_score: 0.9 }),
        },
      },
    ]);
    expect(await learning.learn({ ...LESSON, quality_score: 0.95 })).toEqual([]);
    expect(learning.nodes.find('amounts of an order', 'compute', 5).nodes).toMatchObject([
      { node_id: 'a', quality_score: 0.95, usage_count: 2, last_used: '1970-01-01T00:00:00.000Z' },
    ]);
  });

  it('takes over the judgement of others, of what it knows', async () => {
    const learning = new Learning(options);
    await learning.learn(LESSON);
    expect(await learning.rate('a', 0.3)).toBe(true);
    expect(await learning.rate('b', 0.3)).toBe(false);
    expect(learning.nodes.find('amounts of an order', undefined, 5).nodes[0]?.quality_score).toBe(0.3);
  });

  it('learns without its memory when that fails, and says why', async () => {
    const errors: unknown[] = [];
    const learn = () => Promise.reject(new Error('no database'));
    const memory = { learn } as unknown as LearnedNodeTable;
    const learning = new Learning({ ...options, memory, onError: (error) => errors.push(error) });
    expect(await learning.learn(LESSON)).toHaveLength(1);
    expect(learning.nodes.size).toBe(1);
    expect(errors).toEqual([new Error('no database')]);
  });
});
