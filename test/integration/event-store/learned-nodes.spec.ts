import { LearnedNodeTable, type LearnedNodeRow } from '#event-store';
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
  let nodes: LearnedNodeTable;
  beforeEach(async () => {
    random = await createMigratedDatabase();
    nodes = new LearnedNodeTable(random.database);
  });
  afterEach(() => random.drop());

  it('keeps each once, counts its uses and takes over its newest scores', async () => {
    expect(await nodes.learn(node('a', 1))).toBe(1);
    expect(await nodes.learn(node('a', 2, { quality_score: 0.8, name: 'another name' }))).toBe(2);
    expect(await nodes.recent(10)).toEqual([node('a', 2, { quality_score: 0.8, uses: 2 })]);
  });

  it('counts uses of workers that learn at the same time', async () => {
    const tables = [nodes, new LearnedNodeTable(random.open()), new LearnedNodeTable(random.open())];
    const counts = await Promise.all(
      Array.from({ length: 12 }, async (_, n) => await tables[n % 3]?.learn(node('a', n))),
    );
    expect(counts.sort((a = 0, b = 0) => a - b)).toEqual(Array.from({ length: 12 }, (_, n) => n + 1));
  });

  it('gives the last learned, oldest first, and forgets those before them', async () => {
    for (const [n, id] of ['a', 'b', 'c', 'd'].entries()) await nodes.learn(node(id, n));
    const ids = async (limit: number) => (await nodes.recent(limit)).map(({ node_id }) => node_id);
    expect(await ids(3)).toEqual(['b', 'c', 'd']);
    await nodes.forget(2);
    expect(await ids(10)).toEqual(['c', 'd']);
  });

  it('takes over the judgement of others, of nodes it knows', async () => {
    await nodes.learn(node('a', 1));
    expect(await nodes.rate('a', 0.5)).toBe(true);
    expect(await nodes.rate('b', 0.5)).toBe(false);
    expect(await nodes.recent(1)).toMatchObject([{ quality_score: 0.5 }]);
  });

  it('keeps what a hostile source puts into names and docstrings', async () => {
    const hostile = '\u0000 \ud800 "; DROP TABLE learned_nodes; --';
    await nodes.learn(node(hostile, 1, { description: hostile, features: [hostile, '{a,b}', 'NULL'] }));
    const [kept] = await nodes.recent(1);
    expect(kept?.features.slice(1)).toEqual(['{a,b}', 'NULL']);
    expect(kept?.description).toContain('DROP TABLE');
  });
});
