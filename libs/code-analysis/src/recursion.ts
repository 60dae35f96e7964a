/** The ends of calls that can come back to where they started, in alphabetical order. Linear: Tarjan's components, without recursion. */
export function recursiveOf(edges: readonly { readonly source: string; readonly target: string }[]): string[] {
  const targets = new Map<string, string[]>();
  const found = new Set<string>();
  for (const { source, target } of edges) {
    if (source === target) found.add(source);
    const known = targets.get(source);
    if (known === undefined) targets.set(source, [target]);
    else known.push(target);
  }
  for (const component of components(targets)) {
    if (component.length > 1) for (const name of component) found.add(name);
  }
  return [...found].sort();
}

interface Visit {
  readonly name: string;
  readonly index: number;
  low: number;
  next: number;
  onPath: boolean;
}

function components(targets: ReadonlyMap<string, readonly string[]>): string[][] {
  const visits = new Map<string, Visit>();
  const open: Visit[] = [];
  const found: string[][] = [];
  const enter = (name: string): Visit => {
    const visit = { name, index: visits.size, low: visits.size, next: 0, onPath: true };
    visits.set(name, visit);
    open.push(visit);
    return visit;
  };
  for (const root of targets.keys()) {
    if (visits.has(root)) continue;
    const path = [enter(root)];
    for (let at = path.at(-1); at !== undefined; at = path.at(-1)) {
      const target = targets.get(at.name)?.[at.next];
      at.next += 1;
      if (target === undefined) {
        path.pop();
        const outer = path.at(-1);
        if (outer !== undefined) outer.low = Math.min(outer.low, at.low);
        if (at.low === at.index) found.push(close(open, at));
        continue;
      }
      const known = visits.get(target);
      if (known === undefined) path.push(enter(target));
      else if (known.onPath) at.low = Math.min(at.low, known.index);
    }
  }
  return found;
}

function close(open: Visit[], root: Visit): string[] {
  const names: string[] = [];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    at.onPath = false;
    names.push(at.name);
    if (at === root) break;
  }
  return names;
}
