import { STATE_MACHINES } from './blocks';
import {
  below,
  firstOf,
  has,
  isMembers,
  itemsOf,
  listOf,
  type Members,
  nameOf,
  own,
  type Placed,
  textOf,
} from './members';

export interface State {
  readonly name: string;
  readonly path: string;
  readonly isInitial: boolean;
  readonly isTerminal: boolean;
}

export interface Transition {
  /** `undefined` for a transition out of every state. */
  readonly from: string | undefined;
  readonly to: string;
  readonly trigger: string | undefined;
  readonly priority: number;
  /** It has a condition, so that another transition may take the same trigger. */
  readonly isGuarded: boolean;
  readonly path: string;
}

/** A state machine as a contract describes it, in whatever spelling. */
export interface StateMachine {
  readonly path: string;
  readonly initial: Placed<string> | undefined;
  readonly states: readonly State[];
  readonly terminals: readonly Placed<string>[];
  readonly transitions: readonly Transition[];
}

const STATE_NAMES = ['state_name', 'name', 'id', 'state'];
const FROM = ['from_state', 'from', 'from_states', 'source', 'source_state'];
const TO = ['to_state', 'to', 'target', 'target_state', 'next_state'];
const TRIGGERS = ['trigger', 'event', 'on'];
const GUARDS = ['conditions', 'condition', 'guard', 'guards', 'when'];
const EVERY_STATE = ['*', 'any', 'ANY'];

/** The state machines of a contract: under its own members, in its subcontracts, or the contract itself. */
export function stateMachinesOf(contract: Members, path: string): StateMachine[] {
  const own = machinesIn(contract, path);
  const subcontracts = firstOf(contract, ['subcontracts'], path);
  const inner = isMembers(subcontracts?.value)
    ? machinesIn(subcontracts.value, subcontracts.path)
    : itemsOf(subcontracts).flatMap(({ value, path: at }) => (isMembers(value) ? machinesIn(value, at) : []));
  return [...own, ...inner];
}

function machinesIn(members: Members, path: string): StateMachine[] {
  const named = STATE_MACHINES.flatMap((name) => {
    const block = firstOf(members, [name], path);
    return isMembers(block?.value) ? [readMachine(block.value, block.path)] : [];
  });
  const isMachine = has(members, ['states']) && has(members, ['transitions', 'state_transitions']);
  return isMachine && named.length === 0 ? [readMachine(members, path)] : named;
}

function readMachine(machine: Members, path: string): StateMachine {
  const states = statesOf(firstOf(machine, ['states'], path));
  return {
    path,
    initial: initialOf(firstOf(machine, ['initial_state', 'initial', 'start_state'], path), states),
    states,
    terminals: itemsOf(firstOf(machine, ['terminal_states', 'final_states', 'end_states'], path)).flatMap(named),
    transitions: transitionsOf(firstOf(machine, ['transitions', 'state_transitions'], path)),
  };
}

function initialOf(initial: Placed<unknown> | undefined, states: readonly State[]): Placed<string> | undefined {
  const name = nameOf(initial?.value);
  if (initial !== undefined && name !== undefined) return { value: name, path: initial.path };
  const marked = states.find((state) => state.isInitial);
  return marked === undefined ? undefined : { value: marked.name, path: marked.path };
}

function named({ value, path }: Placed<unknown>): Placed<string>[] {
  const name = nameOf(value);
  return name === undefined ? [] : [{ value: name, path }];
}

/** A list of names, a list of objects, or a mapping of names to objects. */
function statesOf(states: Placed<unknown> | undefined): State[] {
  if (isMembers(states?.value)) {
    return Object.entries(states.value).map(([name, state]) => stateOf(name, state, below(states.path, name)));
  }
  return itemsOf(states).flatMap(({ value, path }) => {
    const name = isMembers(value) ? textOf(value, STATE_NAMES) : nameOf(value);
    return name === undefined ? [] : [stateOf(name, value, path)];
  });
}

function stateOf(name: string, state: unknown, path: string): State {
  const type = isMembers(state) ? textOf(state, ['state_type', 'type'])?.toLowerCase() : undefined;
  const isMarked = (marks: readonly string[]) => isMembers(state) && marks.some((mark) => own(state, mark) === true);
  return {
    name,
    path,
    isInitial: type === 'initial' || isMarked(['is_initial', 'initial_state', 'initial']),
    isTerminal:
      type === 'terminal' || type === 'final' || isMarked(['is_terminal', 'terminal', 'is_final', 'final_state']),
  };
}

/** A list of objects or of texts `A -> B`, or a mapping of states to the states they lead to. */
function transitionsOf(transitions: Placed<unknown> | undefined): Transition[] {
  if (isMembers(transitions?.value)) {
    return Object.entries(transitions.value).flatMap(([from, targets]) =>
      (Array.isArray(targets) ? targets : [targets]).flatMap((target: unknown) =>
        transitionOf(isMembers(target) ? { ...target, from } : { from, to: target }, below(transitions.path, from)),
      ),
    );
  }
  return itemsOf(transitions).flatMap(({ value, path }) => {
    if (typeof value === 'string') return transitionOf(arrow(value), path);
    return isMembers(value) ? transitionOf(value, path) : [];
  });
}

function arrow(text: string): Members {
  const [from, to] = text.split(text.includes('→') ? '→' : '->', 2);
  return { from, to };
}

function transitionOf(transition: Members, path: string): Transition[] {
  const to = nameOf(firstOf(transition, TO, '')?.value);
  const source = firstOf(transition, FROM, '')?.value;
  if (to === undefined || source === undefined) return [];
  const priority = own(transition, 'priority');
  const shared = {
    to,
    trigger: nameOf(firstOf(transition, TRIGGERS, '')?.value),
    priority: typeof priority === 'number' ? priority : 1,
    isGuarded: GUARDS.some((name) => isGuard(own(transition, name))),
    path,
  };
  return (Array.isArray(source) ? listOf(source) : [source]).flatMap((item) => {
    const from = nameOf(item);
    if (from === undefined) return [];
    return [{ ...shared, from: EVERY_STATE.includes(from) ? undefined : from }];
  });
}

function isGuard(guard: unknown): boolean {
  return Array.isArray(guard) ? guard.length > 0 : guard !== undefined && guard !== null && guard !== '';
}
