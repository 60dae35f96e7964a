import type { LearnedNodeRow, LearnedNodes } from '#code-intelligence';
import { learnedNodes } from '../../../apps/intelligence/src/learning/learned-nodes';
import { createMigratedDatabase } from '../../support/random-database';

function node(id: string, minute: number, more: Partial<LearnedNodeRow> = {}): LearnedNodeRow {
  return {
    node_id: id,
    name: 'NodePriceReaderEffect',
    node_type: 'effect',
    description: 'Reads prices from a table.',
    features: ['execute_effect', 'ModelPrice'],
    mixins_used: ['MixinMetrics'],
    patterns: ['db-repository'],
    quality_score: 0.91,
    compliance_score: 1,
    language: 'python',
    learned_at: new Date(Date.UTC(2026, 0, 1, 0, minute)),
    uses: 1,
    ...more,
  };
}

describe('learned nodes', () => {
  let random: Awaited<ReturnType<typeof createMigratedDatabase>>;
  let nodes: LearnedNodes;
  beforeEach(async () => {
    random = await createMigratedDatabase();
    nodes = learnedNodes(random.database.query);
  });
  afterEach(() => random.drop());

  const all = async (limit = 10) => (await nodes.changedSince(undefined, limit)).nodes;
  const ids = async (limit?: number) => (await all(limit)).map(({ node_id }) => node_id);

  it('keeps each once, counts its uses and takes over what it newly is', async () => {
    const newer: Partial<LearnedNodeRow> = {
      name: 'NodeNewCompute',
      node_type: 'compute',
      description: 'Adds prices.',
      features: [],
      mixins_used: [],
      patterns: ['crud'],
      quality_score: 0.8,
      compliance_score: 0.95,
      language: 'typescript',
    };
    expect(await nodes.learn(node('a', 1))).toBe(1);
    expect(await nodes.learn(node('a', 2, newer))).toBe(2);
    expect(await all()).toEqual([node('a', 2, { ...newer, uses: 2 })]);
  });

  it('counts uses of workers that learn at the same time', async () => {
    const tables = [nodes, learnedNodes(random.open().query), learnedNodes(random.open().query)];
    const counts = await Promise.all(
      Array.from({ length: 12 }, async (_, n) => await tables[n % 3]?.learn(node('a', n))),
    );
    expect(counts.sort((a = 0, b = 0) => a - b)).toEqual(Array.from({ length: 12 }, (_, n) => n + 1));
  });

  it('gives those that changed last, the oldest change first', async () => {
    for (const [n, id] of ['a', 'b', 'c', 'd'].entries()) await nodes.learn(node(id, 9 - n));
    await nodes.learn(node('b', 1));
    await nodes.rate('c', 0.5);
    expect(await ids(3)).toEqual(['d', 'b', 'c']);
  });

  it('forgets all but those that were learned last', async () => {
    for (const [n, id] of ['a', 'b', 'c', 'd'].entries()) await nodes.learn(node(id, n));
    await nodes.forget(2);
    expect(await ids()).toEqual(['c', 'd']);
  });

  it('gives what changed since a look, also what was under way then', async () => {
    await nodes.learn(node('old', 1));
    await random.database.query(`UPDATE learned_nodes SET changed_at = clock_timestamp() - interval '20 s'`);
    const { nodes: before, upTo } = await random.open(1).transaction(async (within) => {
      await learnedNodes(within).learn(node('slow', 2));
      return await nodes.changedSince(undefined, 10);
    });
    expect(before.map(({ node_id }) => node_id)).toEqual(['old']);
    await nodes.learn(node('new', 3));
    const { nodes: after } = await nodes.changedSince(upTo, 10);
    expect(after.map(({ node_id }) => node_id)).toEqual(['slow', 'new']);
  });

  it('takes over the judgement of others, of nodes it knows', async () => {
    await nodes.learn(node('a', 1));
    expect(await nodes.rate('a', 0.5)).toBe(true);
    expect(await nodes.rate('b', 0.5)).toBe(false);
    expect(await all()).toMatchObject([{ quality_score: 0.5 }]);
  });

  it('keeps what a hostile source puts into names and docstrings', async () => {
    const hostile = '\u0000 \ud800 "; DROP TABLE learned_nodes; --';
    await nodes.learn(node(hostile, 1, { description: hostile, features: [hostile, '{a,b}', 'NULL'] }));
    const [kept] = await all();
    expect(kept?.features.slice(1)).toEqual(['{a,b}', 'NULL']);
    expect(kept?.description).toContain('DROP TABLE');
  });
});
