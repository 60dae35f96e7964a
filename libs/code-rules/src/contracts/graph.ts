/** A directed graph: for each node, by its index, the nodes its edges lead to. */
export type Graph = readonly (readonly number[])[];

export function reversed(graph: Graph): Graph {
  const back: number[][] = graph.map(() => []);
  graph.forEach((targets, from) => targets.forEach((to) => back[to]?.push(from)));
  return back;
}

/** Whether each node can be reached from one of `starts`, which are reached themselves. Linear, without recursion. */
export function reachable(graph: Graph, starts: Iterable<number>): boolean[] {
  const reached = graph.map(() => false);
  const stack: number[] = [];
  const visit = (node: number) => {
    if (reached[node] !== false) return;
    reached[node] = true;
    stack.push(node);
  };
  for (const start of starts) visit(start);
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) graph[node]?.forEach(visit);
  return reached;
}

/**
 * The cycles of a graph: its strongly connected components that hold an edge, each in ascending order, ordered by
 * their first node. Kosaraju's two passes with stacks of their own: linear, without recursion.
 */
export function cycles(graph: Graph): number[][] {
  const back = reversed(graph);
  const taken = graph.map(() => false);
  const found: number[][] = [];
  for (const root of finishingOrder(graph).toReversed()) {
    if (taken[root] !== false) continue;
    const component = collect(back, root, taken);
    if (component.length > 1 || graph[root]?.includes(root) === true) found.push(component.sort((a, b) => a - b));
  }
  return found.sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
}

function collect(graph: Graph, root: number, taken: boolean[]): number[] {
  const component = [root];
  taken[root] = true;
  for (let at = 0; at < component.length; at += 1) {
    for (const next of graph[component[at] ?? -1] ?? []) {
      if (taken[next] !== false) continue;
      taken[next] = true;
      component.push(next);
    }
  }
  return component;
}

/** Every node, each after all nodes that can be reached from it and were not there before. */
function finishingOrder(graph: Graph): number[] {
  const order: number[] = [];
  const seen = graph.map(() => false);
  for (let root = 0; root < graph.length; root += 1) {
    if (seen[root] === true) continue;
    seen[root] = true;
    const stack = [{ node: root, edge: 0 }];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const next = graph[top.node]?.[top.edge];
      top.edge += 1;
      if (next === undefined) {
        order.push(top.node);
        stack.pop();
      } else if (seen[next] === false) {
        seen[next] = true;
        stack.push({ node: next, edge: 0 });
      }
    }
  }
  return order;
}
