import { followedBy, layoutFlow } from './layout';

const event = (event_id: string, second: number, parent: string | null = null) => ({
  event_id,
  at: `2026-01-01T00:00:0${second}.000Z`,
  parent,
});

describe('the drawing of a flow', () => {
  it('has a row for each event, across by time, and lines from causes', () => {
    const { nodes, edges } = layoutFlow([event('a', 0), event('b', 4, 'a'), event('c', 1, 'a')]);
    expect(nodes.map(({ x, y }) => [x, y])).toEqual([
      [0, 0],
      [1, 1],
      [0.25, 2],
    ]);
    expect(edges.map(({ from, to }) => `${from.id}${to.id}`)).toEqual(['ab', 'ac']);
  });

  it('stands where all is of one instant, and where a cause is not there', () => {
    const { nodes, edges } = layoutFlow([event('a', 0, 'gone'), event('b', 0)]);
    expect([nodes.map(({ x }) => x), edges]).toEqual([[0, 0], []]);
    expect(layoutFlow([]).nodes).toEqual([]);
  });

  it('of a session follows each correlation id', () => {
    const of = (event_id: string, correlation_id: string | null) => ({ event_id, at: '', correlation_id });
    const parents = followedBy([of('a', 'x'), of('b', 'y'), of('c', 'x'), of('d', null)]).map(({ parent }) => parent);
    expect(parents).toEqual([null, null, 'a', null]);
  });
});
