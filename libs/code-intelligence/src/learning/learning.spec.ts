import { Engines } from '#code-model';
import { RUFF_RULES } from '#code-rules';
import type { LearnedNodeChanges, LearnedNodeRow, LearnedNodes } from './remembered-nodes';
import { eventually } from '../../../../test/support/eventually';
import { validateJob } from '../threads/validate-job';
import { MAX_LEARNED_NODES } from './similar-nodes';
import { FORGET_EVERY, Learning, LOOK_EVERY_MS } from './learning';
import type { NodeSummary } from './node-summary';

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

function summaryOf(code_content: string, more: { file_path?: string; validation_type?: 'full' | 'syntax' } = {}) {
  const request = { code_content, validation_type: 'full', language: 'python', ...more } as const;
  return validateJob({ operation: 'validate', request }, engines).summary;
}

describe('what is worth learning', () => {
  it('is a node that scores well: its names and what it says of itself, not its code', () => {
    const summary = summaryOf(GOOD);
    expect(summary).toMatchObject({
      node_id: 'NodeOrderTotalCompute',
      name: 'NodeOrderTotalCompute',
      node_type: 'compute',
      description: 'Adds up the amounts of an order in the currency of its customer.',
      features: expect.arrayContaining(['execute_compute', 'ModelOrder', 'ModelTotal']),
      language: 'python',
    });
    expect(JSON.stringify(summary)).not.toContain('sum(');
    expect(summaryOf(GOOD, { file_path: 'nodes/total.py' })?.node_id).toBe('nodes/total.py');
  });

  it.each([
    ['invalid code', GOOD.replace('order.amounts', 'missing')],
    ['code without a node', 'def total(order):\n    """Adds up the amounts of an order."""\n'],
    ['a node that says nothing', GOOD.replace(/"""Adds[^]*?Nothing else\.\n {4}"""/, '"""Node."""')],
    ['a node that scores badly', BAD],
  ])('is not %s', (_, code) => {
    expect(summaryOf(code)).toBeUndefined();
  });

  it('is not what was looked at in part only', () => {
    expect(summaryOf(GOOD, { validation_type: 'syntax' })).toBeUndefined();
  });
});

const SUMMARY: NodeSummary = {
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
    expect(await learning.learn(SUMMARY)).toEqual([
      {
        type: 'pattern_learned',
        payload: {
          pattern_id: 'a',
          pattern_type: 'node_structure',
          pattern_data: expect.objectContaining({ node_type: 'compute', quality_score: 0.9 }),
        },
      },
    ]);
    expect(await learning.learn({ ...SUMMARY, quality_score: 0.95 })).toEqual([]);
    expect(learning.nodes.find('amounts of an order', 'compute', 5).nodes).toMatchObject([
      { node_id: 'a', quality_score: 0.95, usage_count: 2, last_used: '1970-01-01T00:00:00.000Z' },
    ]);
  });

  it('takes over the judgement of others, of what it knows', async () => {
    const learning = new Learning(options);
    await learning.learn(SUMMARY);
    expect(await learning.rate('a', 0.3)).toBe(true);
    expect(await learning.rate('b', 0.3)).toBe(false);
    expect(learning.nodes.find('amounts of an order', undefined, 5).nodes[0]?.quality_score).toBe(0.3);
  });

  it('learns without its memory when that fails, and says why once', async () => {
    const errors: unknown[] = [];
    const learning = new Learning({ ...options, memory: AWAY, onError: (error) => errors.push(error) });
    expect(await learning.learn(SUMMARY)).toHaveLength(1);
    expect(await learning.learn({ ...SUMMARY, node_id: 'b' })).toHaveLength(1);
    await learning.refresh();
    expect(learning.nodes.size).toBe(2);
    expect(errors).toEqual([new Error('no database')]);
  });
});

const failing = () => Promise.reject(new Error('no database'));
const AWAY = { learn: failing, changedSince: failing } as unknown as LearnedNodes;

/** A table of others' nodes that tells from when it was asked for changes. */
class Table {
  readonly asked: (Date | undefined)[] = [];
  rows: readonly LearnedNodeRow[] = [];

  changedSince(since: Date | undefined): Promise<LearnedNodeChanges> {
    this.asked.push(since);
    return Promise.resolve({ nodes: this.rows, upTo: new Date(this.asked.length) });
  }
}

const row = (uses: number): LearnedNodeRow => ({ ...SUMMARY, learned_at: new Date(0), uses });

describe('what other workers learned', () => {
  let now = 0;
  const sharing = (table: object) =>
    new Learning({ ...options, now: () => new Date(now), memory: table as LearnedNodes });
  const found = (learning: Learning) => learning.nodes.find('amounts of an order', undefined, 5).nodes;

  it('is looked for once in a while, from where the look before ended', async () => {
    const table = new Table();
    const learning = sharing(table);
    for (const at of [0, LOOK_EVERY_MS - 1, LOOK_EVERY_MS, 0]) {
      now = at;
      await learning.refresh();
    }
    expect(table.asked).toEqual([undefined, new Date(1), new Date(2)]);
  });

  it('is known after that, and what has not changed stays as it is', async () => {
    const table = new Table();
    const learning = sharing(table);
    table.rows = [row(1)];
    await learning.refresh();
    const added = jest.spyOn(learning.nodes, 'add');
    now += LOOK_EVERY_MS;
    await learning.refresh();
    expect(added).not.toHaveBeenCalled();
    table.rows = [row(2)];
    now += LOOK_EVERY_MS;
    await learning.refresh();
    expect(found(learning)).toMatchObject([{ node_id: 'a', usage_count: 2 }]);
  });

  it('is waited for by nobody when the database says nothing, and taken in when it does', async () => {
    let answer: (changes: LearnedNodeChanges) => void = () => undefined;
    const changedSince = jest.fn(() => new Promise<LearnedNodeChanges>((resolve) => (answer = resolve)));
    const learning = sharing({ changedSince });
    await Promise.all([learning.refresh(), learning.refresh()]);
    now += LOOK_EVERY_MS;
    await learning.refresh();
    expect(changedSince).toHaveBeenCalledTimes(1);
    expect(found(learning)).toEqual([]);
    answer({ nodes: [row(1)], upTo: new Date(1) });
    await eventually('the late answer is taken in', () => found(learning).length === 1);
  });

  it('is what this worker learned while the table was away, once that is back', async () => {
    const learn = jest.fn(({ learned_at }: LearnedNodeRow) => Promise.resolve(learned_at.getTime()));
    learn.mockRejectedValueOnce(new Error('no database'));
    const learning = sharing(Object.assign(new Table(), { learn }));
    await learning.learn(SUMMARY);
    for (const _ of [1, 2]) {
      now += LOOK_EVERY_MS;
      await learning.refresh();
    }
    expect(learn.mock.calls.map(([{ node_id }]) => node_id)).toEqual(['a', 'a']);
    expect(learn.mock.calls[1]).toEqual(learn.mock.calls[0]);
  });

  it('makes room: the oldest beyond the capacity are forgotten while new ones are learned', async () => {
    const forget = jest.fn(() => Promise.resolve());
    const learning = sharing({ learn: () => Promise.resolve(1), forget });
    for (let n = 1; n < FORGET_EVERY; n += 1) await learning.learn({ ...SUMMARY, node_id: `n${n}` });
    expect(forget).not.toHaveBeenCalled();
    await learning.learn({ ...SUMMARY, node_id: 'n0' });
    await learning.learn({ ...SUMMARY, node_id: 'one more' });
    expect(forget.mock.calls).toEqual([[MAX_LEARNED_NODES]]);
  });

  it('is judged by others here too, before it is known here', async () => {
    const rate = jest.fn((nodeId: string) => Promise.resolve(nodeId === 'a'));
    const learning = sharing({ rate });
    expect(await learning.rate('a', 0.3)).toBe(true);
    expect(await learning.rate('b', 0.3)).toBe(false);
    expect(rate).toHaveBeenCalledWith('a', 0.3);
  });

  it('is no obstacle after a failure: the next look begins where the last good one ended', async () => {
    const table = new Table();
    const learning = sharing(table);
    await learning.refresh();
    const failed = jest.spyOn(table, 'changedSince').mockRejectedValueOnce(new Error('no database'));
    for (const _ of [1, 2]) {
      now += LOOK_EVERY_MS;
      await learning.refresh();
    }
    expect(failed.mock.calls.map(([since]) => since)).toEqual([new Date(1), new Date(1)]);
  });
});
