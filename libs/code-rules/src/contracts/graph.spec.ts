import * as fc from 'fast-check';
import { cycles, type Graph, reachable, reversed } from './graph';

const graphs: fc.Arbitrary<number[][]> = fc
  .integer({ min: 1, max: 9 })
  .chain((size) => fc.array(fc.array(fc.nat(size - 1), { maxLength: 3 }), { minLength: size, maxLength: size }));

/** `closure[a][b]`: there is a path of at least one edge from a to b (Warshall). */
function closureOf(graph: Graph): boolean[][] {
  const closure = graph.map((targets) => graph.map((_, to) => targets.includes(to)));
  graph.forEach((_, k) =>
    graph.forEach((_, a) =>
      graph.forEach((_, b) => {
        closure[a]![b] ||= closure[a]![k]! && closure[k]![b]!;
      }),
    ),
  );
  return closure;
}

describe('graph', () => {
  it('reaches what a closure reaches', () => {
    fc.assert(
      fc.property(graphs, fc.nat(8), (graph, start) => {
        const closure = closureOf(graph);
        const expected = graph.map((_, node) => start < graph.length && (node === start || closure[start]![node]!));
        expect(reachable(graph, [start])).toEqual(expected);
      }),
    );
  });

  it('finds exactly the classes of nodes that reach each other', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const closure = closureOf(graph);
        const classes = graph.flatMap((_, a) => {
          const members = graph.flatMap((_, b) => (closure[a]![b] && closure[b]![a] ? [b] : []));
          return members[0] === a ? [members] : [];
        });
        expect(cycles(graph)).toEqual(classes);
      }),
    );
  });

  it('turns edges round', () => {
    expect(reversed([[1, 2], [2], []])).toEqual([[], [0], [0, 1]]);
  });

  it('takes a ring of 200,000 nodes without exhausting the stack', () => {
    const ring = Array.from({ length: 200_000 }, (_, node) => [(node + 1) % 200_000]);
    expect(cycles(ring)).toHaveLength(1);
    expect(reachable(ring, [5]).every(Boolean)).toBe(true);
  });
});
