import { cycles, type Graph, reachable, reversed } from './graph';
import { listed, quoted, type Report } from './report';
import type { StateMachine, Transition } from './state-machine';

/** A machine with its states numbered; one more node, the last, stands for "out of every state". */
interface Numbered {
  readonly machine: StateMachine;
  readonly names: readonly string[];
  readonly paths: readonly string[];
  readonly numbers: ReadonlyMap<string, number>;
  readonly terminals: ReadonlySet<number>;
  readonly graph: Graph;
}

/** RED-003: every state can be reached and left, every transition can fire and leads to one state, there is an end. */
export function checkStateMachine(machine: StateMachine, report: Report): void {
  if (machine.states.length === 0 && machine.transitions.length === 0) return;
  if (machine.transitions.length === 0) {
    if (machine.states.length > 1) add(report, machine.path, 'The state machine has states and no transitions');
    return;
  }
  checkNames(machine, report);
  const numbered = numberStates(machine);
  checkTransitions(numbered, report);
  checkAmbiguity(machine, report);
  checkReachability(numbered, report);
  checkEnd(numbered, report);
}

function add(report: Report, path: string, message: string): void {
  report.add('RED-003', path, message);
}

function numberStates(machine: StateMachine): Numbered {
  const numbers = new Map<string, number>();
  const paths: string[] = [];
  const take = (name: string, path: string) => {
    if (numbers.has(name)) return;
    numbers.set(name, numbers.size);
    paths.push(path);
  };
  for (const { name, path } of machine.states) take(name, path);
  if (machine.states.length === 0) {
    for (const { from, to, path } of machine.transitions) for (const name of [from, to]) if (name) take(name, path);
  }
  const ends = [
    ...machine.terminals.map(({ value }) => value),
    ...machine.states.filter((each) => each.isTerminal).map(({ name }) => name),
  ];
  const terminals = new Set(ends.flatMap((name) => numbers.get(name) ?? []));
  return {
    machine,
    names: [...numbers.keys()],
    paths,
    numbers,
    terminals,
    graph: graphOf(machine, numbers, terminals),
  };
}

/** A terminal state is left by nothing, not even by the transitions out of every state. */
function graphOf(machine: StateMachine, numbers: ReadonlyMap<string, number>, terminals: ReadonlySet<number>): Graph {
  const everyState = numbers.size;
  const graph: number[][] = Array.from({ length: everyState + 1 }, () => []);
  for (const { from, to } of machine.transitions) {
    const source = from === undefined ? everyState : numbers.get(from);
    const target = numbers.get(to);
    if (source !== undefined && target !== undefined && !terminals.has(source)) graph[source]?.push(target);
  }
  if (graph[everyState]?.length === 0) return graph;
  for (let state = 0; state < everyState; state += 1) if (!terminals.has(state)) graph[state]?.push(everyState);
  return graph;
}

function checkNames({ states, terminals, initial, path }: StateMachine, report: Report): void {
  const seen = new Set<string>();
  for (const state of states) {
    if (seen.has(state.name)) add(report, state.path, `The state ${quoted(state.name)} is defined twice`);
    seen.add(state.name);
  }
  if (initial === undefined) add(report, path, 'The state machine names no initial_state');
  if (states.length === 0) return;
  for (const { value, path: at } of [...(initial === undefined ? [] : [initial]), ...terminals]) {
    if (!seen.has(value)) add(report, at, `${quoted(value)} is none of the states`);
  }
}

function checkTransitions({ machine, numbers, terminals }: Numbered, report: Report): void {
  for (const { from, to, path } of machine.transitions) {
    const unknown = [from, to].filter((name) => name !== undefined && !numbers.has(name));
    const [name] = unknown;
    if (name !== undefined) add(report, path, `The transition names the unknown state ${quoted(name)}`);
    const source = from === undefined ? undefined : numbers.get(from);
    if (from !== undefined && source !== undefined && terminals.has(source)) {
      add(report, path, `The transition can never fire: ${quoted(from)} is a terminal state`);
    }
  }
}

function checkAmbiguity({ transitions }: StateMachine, report: Report): void {
  const first = new Map<string, Transition>();
  for (const transition of transitions) {
    const { from, trigger, priority, isGuarded, path } = transition;
    if (trigger === undefined || isGuarded) continue;
    const key = JSON.stringify([from, trigger, priority]);
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, transition);
      continue;
    }
    const source = from === undefined ? 'every state' : quoted(from);
    const where = other.to === transition.to ? 'twice to' : `to ${quoted(other.to)} and to`;
    add(report, path, `${quoted(trigger)} leads from ${source} ${where} ${quoted(transition.to)}, without a condition`);
  }
}

function checkReachability({ machine, names, paths, numbers, graph }: Numbered, report: Report): void {
  const start = machine.initial === undefined ? undefined : numbers.get(machine.initial.value);
  if (start === undefined) return;
  const reached = reachable(graph, [start]);
  names.forEach((name, state) => {
    if (reached[state] === false) {
      add(
        report,
        paths[state] ?? machine.path,
        `The state ${quoted(name)} cannot be reached from ${quoted(names[start] ?? '')}`,
      );
    }
  });
}

/** Without a terminal state no cycle has an exit: that is said once, not for each cycle. */
function checkEnd({ machine, names, paths, terminals, graph }: Numbered, report: Report): void {
  if (terminals.size === 0) return add(report, machine.path, 'The state machine has no terminal state');
  const ends = reachable(reversed(graph), terminals);
  for (const cycle of cycles(graph)) {
    const states = cycle.filter((state) => state < names.length);
    const [first] = states;
    if (first === undefined || ends[first] === true) continue;
    const circle = listed(states.map((state) => names[state] ?? ''));
    add(report, paths[first] ?? machine.path, `No terminal state can be reached from the cycle ${circle}`);
  }
  names.forEach((name, state) => {
    if (graph[state]?.length !== 0 || terminals.has(state)) return;
    add(report, paths[state] ?? machine.path, `The state ${quoted(name)} is not terminal and has no way out`);
  });
}
