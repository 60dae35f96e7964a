import * as fc from 'fast-check';
import { type LearnedNode, SimilarNodes } from './similar-nodes';

const learned = (node_id: string, description: string, more: Partial<LearnedNode> = {}): LearnedNode => ({
  node_id,
  name: 'NodeAnyEffect',
  node_type: 'effect',
  description,
  features: [],
  mixins_used: ['MixinCaching'],
  patterns: ['cache-aside'],
  quality_score: 0.9,
  compliance_score: 0.95,
  language: 'python',
  learned_at: '2026-01-01T00:00:00.000Z',
  uses: 2,
  ...more,
});

const indexOf = (...nodes: LearnedNode[]) => {
  const index = new SimilarNodes();
  for (const node of nodes) index.add(node);
  return index;
};

const WEATHER = learned('weather', 'Fetches weather forecasts from a provider and caches them');
const ORDERS = learned('orders', 'Stores customer orders in a database table', { node_type: 'reducer' });
const INVOICES = learned('invoices', 'Stores supplier invoices in a database table');

const ids = (index: SimilarNodes, description: string, limit = 10, threshold?: number) =>
  index.find(description, undefined, limit, threshold).nodes.map(({ node_id }) => node_id);

describe('similar nodes', () => {
  const index = indexOf(WEATHER, ORDERS, INVOICES);

  it('are those that share the rare words of a description', () => {
    expect(ids(index, 'caching of a weather forecast')).toEqual(['weather']);
    expect(ids(index, 'a database table that stores invoices', 10, 0.1)).toEqual(['invoices', 'orders']);
  });

  it('are told with what a caller of the incumbent looks for', () => {
    const [found] = index.find('weather forecasts', 'effect', 1).nodes;
    expect(found).toMatchObject({ kind: 'similar_node', node_id: 'weather', node_type: 'effect', usage_count: 2 });
    expect(found).toMatchObject({ mixins_used: ['MixinCaching'], last_used: '2026-01-01T00:00:00.000Z' });
  });

  it('are of the kind asked for', () => {
    expect(index.find(ORDERS.description, 'effect', 10, 0).nodes.map(({ node_id }) => node_id)).not.toContain('orders');
    expect(index.find(ORDERS.description, 'reducer', 10).nodes.map(({ node_id }) => node_id)).toEqual(['orders']);
  });

  it('are as similar to themselves as can be', () => {
    const text = `${WEATHER.name} ${WEATHER.description}`;
    expect(index.find(text, undefined, 1).nodes[0]).toMatchObject({ node_id: 'weather', similarity_score: 1 });
  });

  it('are counted before the limit and after the threshold', () => {
    expect(index.find('database table', undefined, 1)).toMatchObject({ nodes: { length: 1 }, total: 2 });
    expect(index.find('database table', undefined, 5, 0.99).total).toBe(0);
  });

  it('are found by their features, too', () => {
    expect(ids(indexOf(learned('a', 'x', { features: ['send_newsletter'] }), WEATHER), 'newsletter', 5, 0.1)).toEqual([
      'a',
    ]);
  });

  it('of equal likeness come by quality, then by id', () => {
    const same = (id: string, quality_score: number) => learned(id, 'equal words', { quality_score });
    expect(ids(indexOf(same('c', 0.8), same('b', 0.9), same('a', 0.8)), 'equal words')).toEqual(['b', 'a', 'c']);
  });

  it('are none in an empty index and none for words nobody knows', () => {
    expect(new SimilarNodes().find('weather', undefined, 5)).toEqual({ nodes: [], total: 0 });
    expect(ids(index, 'zebra __proto__ constructor')).toEqual([]);
    expect(ids(index, '')).toEqual([]);
  });
});

describe('the index', () => {
  it('replaces what it knew under an id', () => {
    const index = indexOf(WEATHER, learned('weather', 'Prints labels'));
    expect(index.size).toBe(1);
    expect(ids(index, 'forecasts from a provider')).toEqual([]);
    expect(ids(index, 'prints labels')).toEqual(['weather']);
  });

  it('lets go of the node learned longest ago when it is full', () => {
    const index = new SimilarNodes(2);
    for (const node of [WEATHER, ORDERS, WEATHER, INVOICES]) index.add(node);
    expect(index.size).toBe(2);
    expect(ids(index, 'stores orders invoices weather', 10, 0)).toEqual(
      expect.arrayContaining(['weather', 'invoices']),
    );
    expect(ids(index, 'customer orders', 10, 0)).not.toContain('orders');
  });

  it('forgets nothing but what is removed, and then all of it', () => {
    const nodes = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', '__proto__'), fc.string({ unit: 'binary' })), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(nodes, fc.string({ unit: 'binary' }), (added, asked) => {
        const worn = new SimilarNodes(3);
        for (const [id, text] of added) worn.add(learned(id, text));
        const left = added.filter(([id], at) => !added.slice(at + 1).some(([later]) => later === id)).slice(-3);
        const fresh = indexOf(...left.map(([id, text]) => learned(id, text)));
        expect(worn.find(asked, undefined, 10, 0)).toEqual(fresh.find(asked, undefined, 10, 0));
        for (const { similarity_score } of worn.find(asked, undefined, 10, 0).nodes) {
          expect(similarity_score).toBeGreaterThan(0);
          expect(similarity_score).toBeLessThanOrEqual(1);
        }
        for (const [id] of added) worn.remove(id);
        expect(worn.size).toBe(0);
        expect(worn.find(asked, undefined, 10, 0).total).toBe(0);
      }),
    );
  });
});
