import { cycles, type Graph, reachable } from './graph';
import { listed, quoted, type Report } from './report';
import type { Step, Workflow } from './workflow';

/** Modes and step types the framework knows by name and refuses to run. */
const RESERVED = ['conditional', 'streaming'];

interface Dependencies {
  /** For each step the steps that wait for it. */
  readonly graph: Graph;
  /** Steps that wait for something that does not exist. */
  readonly orphans: ReadonlySet<number>;
}

/** ORC-004: the steps of a workflow form one graph without cycles, in which every step can run. */
export function checkWorkflow({ steps, edges, modes }: Workflow, report: Report): void {
  for (const mode of [...modes, ...steps.flatMap(({ type }) => type ?? [])]) {
    if (RESERVED.includes(mode.value.toLowerCase())) {
      add(report, mode.path, `${quoted(mode.value)} is reserved and cannot be executed yet`);
    }
  }
  const numbers = numberSteps(steps, report);
  const { graph, orphans } = dependencies({ steps, edges, modes }, numbers, report);
  const circles = cycles(graph);
  for (const circle of circles) {
    const [first = 0] = circle;
    const names = listed(circle.map((step) => steps[step]?.id ?? ''));
    add(report, steps[first]?.path ?? '', `Steps wait for each other: ${names}`);
  }
  checkBlocked(steps, graph, circles, orphans, report);
  checkIsolated(steps, graph, orphans, report);
}

function add(report: Report, path: string, message: string): void {
  report.add('ORC-004', path, message);
}

/** Steps by id and, where that is free, by name. */
function numberSteps(steps: readonly Step[], report: Report): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>();
  steps.forEach(({ id, path }, index) => {
    if (numbers.has(id)) add(report, path, `The step ${quoted(id)} is defined twice`);
    else numbers.set(id, index);
  });
  steps.forEach(({ alias }, index) => {
    if (alias !== undefined && !numbers.has(alias)) numbers.set(alias, index);
  });
  return numbers;
}

function dependencies({ steps, edges }: Workflow, numbers: ReadonlyMap<string, number>, report: Report): Dependencies {
  const graph: number[][] = steps.map(() => []);
  const orphans = new Set<number>();
  steps.forEach(({ id, needs }, index) => {
    for (const need of needs) {
      const target = numbers.get(need.value);
      if (target !== undefined) {
        graph[target]?.push(index);
        continue;
      }
      orphans.add(index);
      add(report, need.path, `The step ${quoted(id)} waits for ${quoted(need.value)}, which is no step`);
    }
  });
  for (const { from, to, path } of edges) {
    const source = numbers.get(from);
    const target = numbers.get(to);
    if (source !== undefined && target !== undefined) graph[source]?.push(target);
    else add(report, path, `The edge names ${quoted(source === undefined ? from : to)}, which is no step`);
  }
  return { graph, orphans };
}

/** A step that waits for one of a cycle, or for one whose own dependency is missing, can never run. */
function checkBlocked(
  steps: readonly Step[],
  graph: Graph,
  circles: readonly (readonly number[])[],
  orphans: ReadonlySet<number>,
  report: Report,
): void {
  const causes = new Set([...circles.flat(), ...orphans]);
  const blocked = reachable(graph, causes);
  steps.forEach(({ id, path }, index) => {
    if (blocked[index] !== true || causes.has(index)) return;
    add(report, path, `The step ${quoted(id)} can never run: what it waits for cannot`);
  });
}

/** Where no step depends on another the order is the list's own, and nothing is isolated. */
function checkIsolated(steps: readonly Step[], graph: Graph, orphans: ReadonlySet<number>, report: Report): void {
  const connected = new Set(orphans);
  graph.forEach((targets, index) => {
    if (targets.length > 0) connected.add(index);
    for (const target of targets) connected.add(target);
  });
  if (connected.size === 0) return;
  steps.forEach(({ id, path }, index) => {
    if (!connected.has(index)) add(report, path, `The step ${quoted(id)} is connected to no other step`);
  });
}
