import * as fc from 'fast-check';
import { checkContracts } from './check-contracts';
import { readContracts } from './reading';

function findings(machine: unknown): string[] {
  return checkContracts(readContracts([{ node_type: 'reducer', state_machine: machine }]), { classes: [] })
    .filter(({ rule }) => rule === 'RED-003')
    .map(({ path, message }) => `${path.replace('/contracts/0/state_machine', '')} ${message}`);
}

function messages(machine: unknown): string[] {
  return findings(machine).map((finding) => finding.slice(finding.indexOf(' ') + 1));
}

const DOOR = {
  initial_state: 'open',
  terminal_states: ['locked'],
  states: ['open', 'closed', 'locked'],
  transitions: [
    { from: 'open', to: 'closed', trigger: 'close' },
    { from: 'closed', to: 'open', trigger: 'open' },
    { from: 'closed', to: 'locked', trigger: 'lock' },
  ],
};

describe('a state machine', () => {
  it('in which everything can be reached and left has nothing against it', () => {
    expect(findings(DOOR)).toEqual([]);
  });

  it.each([
    ['from_state and to_state', { from_state: 'a', to_state: 'b', trigger: 't' }, ['a', 'b']],
    ['several sources', { from: ['a'], to: 'b' }, [{ state_name: 'a' }, { name: 'b' }]],
    ['an arrow', 'a -> b', [{ id: 'a' }, { id: 'b' }]],
    ['a mapping of states', { source: 'a', target: 'b', event: 't' }, { a: {}, b: {} }],
  ])('may be written with %s', (_, transition, states) => {
    expect(findings({ initial_state: 'a', terminal_states: ['b'], states, transitions: [transition] })).toEqual([]);
  });

  it('may mark its first and last states on the states themselves, and map transitions by state', () => {
    const states = [
      { name: 'a', initial_state: true },
      { name: 'b', state_type: 'terminal' },
    ];
    expect(findings({ states, transitions: { a: ['b'] } })).toEqual([]);
  });

  it('may stand in a subcontract or by itself', () => {
    const broken = { ...DOOR, initial_state: 'ajar' };
    const paths = [{ node_type: 'reducer', subcontracts: [{ fsm: broken }] }, broken].map((contract) =>
      checkContracts(readContracts([contract]), { classes: [] }).map(({ path }) => path),
    );
    expect(paths).toEqual([['/contracts/0/subcontracts/0/fsm/initial_state'], ['/contracts/0/initial_state']]);
  });

  it.each([
    [{ initial_state: undefined }, ' The state machine names no initial_state'],
    [{ initial_state: {} }, ' The state machine names no initial_state'],
    [{ initial_state: 'ajar' }, '/initial_state "ajar" is none of the states'],
    [{ terminal_states: ['locked', 'gone'] }, '/terminal_states/1 "gone" is none of the states'],
    [{ terminal_states: [] }, ' The state machine has no terminal state'],
    [{ states: [...DOOR.states, 'broken'] }, '/states/3 The state "broken" cannot be reached from "open"'],
    [{ states: [...DOOR.states, 'open'] }, '/states/3 The state "open" is defined twice'],
    [{ transitions: [] }, ' The state machine has states and no transitions'],
  ])('changed by %j is told so', (change, expected) => {
    expect(findings({ ...DOOR, ...change })).toContain(expected);
  });

  it.each([
    [{ from: 'open', to: 'ajar', trigger: 'x' }, 'The transition names the unknown state "ajar"'],
    [{ from: 'ajar', to: 'open', trigger: 'x' }, 'The transition names the unknown state "ajar"'],
    [{ from: 'locked', to: 'open', trigger: 'x' }, 'The transition can never fire: "locked" is a terminal state'],
    [
      { from: 'open', to: 'locked', trigger: 'close' },
      '"close" leads from "open" to "closed" and to "locked", without a condition',
    ],
  ])('with the transition %j is told so', (transition, expected) => {
    expect(findings({ ...DOOR, transitions: [...DOOR.transitions, transition] })).toEqual([
      `/transitions/3 ${expected}`,
    ]);
  });

  it.each([{ conditions: ['is_stormy'] }, { priority: 2 }, { guard: 'is_stormy' }])(
    'may lead from one state by one trigger to two states when told apart by %j',
    (difference) => {
      const transition = { from: 'open', to: 'locked', trigger: 'close', ...difference };
      expect(findings({ ...DOOR, transitions: [...DOOR.transitions, transition] })).toEqual([]);
    },
  );

  it('may leave every state at once, except terminal ones', () => {
    const panic = { from: '*', to: 'locked', trigger: 'panic' };
    expect(findings({ ...DOOR, transitions: [DOOR.transitions[0], panic] })).toEqual([]);
  });

  it('does not trap what enters it', () => {
    const trapped = { ...DOOR, transitions: [...DOOR.transitions, { from: 'closed', to: 'jammed', trigger: 'jam' }] };
    expect(findings({ ...trapped, states: [...DOOR.states, 'jammed'] })).toEqual([
      '/states/3 The state "jammed" is not terminal and has no way out',
    ]);
    const circle = [
      { from: 'jammed', to: 'stuck', trigger: 'a' },
      { from: 'stuck', to: 'jammed', trigger: 'b' },
    ];
    expect(
      findings({
        ...trapped,
        states: [...DOOR.states, 'jammed', 'stuck'],
        transitions: [...trapped.transitions, ...circle],
      }),
    ).toEqual(['/states/3 No terminal state can be reached from the cycle "jammed", "stuck"']);
  });

  it('with 10,000 states and wildcards is judged at once', () => {
    const states = Array.from({ length: 10_000 }, (_, index) => `s${index}`);
    const ring = states.map((from, index) => ({ from, to: states[(index + 1) % states.length], trigger: 'next' }));
    const wild = states.map((to, index) => ({ from: '*', to, trigger: `jump${index}` }));
    const machine = { states, initial_state: 's0', terminal_states: ['s9999'], transitions: [...ring, ...wild] };
    expect(findings(machine)).toEqual(['/transitions/9999 The transition can never fire: "s9999" is a terminal state']);
  });

  it('agrees with a naive search about what cannot be reached and what has no exit', () => {
    const state = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const from = fc.oneof({ weight: 9, arbitrary: state }, { weight: 1, arbitrary: fc.constant('*') });
    const edges = fc.array(fc.record({ from, to: state }), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(
        edges,
        state,
        fc.subarray(['a', 'b', 'c', 'd', 'e'], { minLength: 1 }),
        (transitions, initial, ends) => {
          const states = ['a', 'b', 'c', 'd', 'e'];
          const said = messages({ states, initial_state: initial, terminal_states: ends, transitions });
          const paths = pathsOf(states, ends, transitions);
          const unreachable = states.filter((to) => to !== initial && !paths.has(`${initial}${to}`));
          const endless = states.filter(
            (s) => paths.has(`${s}${s}`) && !ends.some((end) => end === s || paths.has(`${s}${end}`)),
          );
          expect(namesIn(said, /^The state "(.)" cannot be reached/)).toEqual(unreachable);
          expect(namesIn(said, /cycle (.*)$/).sort()).toEqual(endless);
        },
      ),
      { numRuns: 500 },
    );
  });
});

/** Pairs of states with a path of at least one transition between them, by joining until nothing is new. */
function pathsOf(states: string[], ends: string[], transitions: { from: string; to: string }[]): Set<string> {
  const paths = new Set(
    transitions.flatMap(({ from, to }) =>
      states.filter((s) => (from === '*' || from === s) && !ends.includes(s)).map((s) => s + to),
    ),
  );
  // A set is iterated in order of insertion, what is added on the way included.
  for (const ab of paths) {
    for (const bc of paths) {
      if (ab[1] === bc[0]) paths.add(`${ab[0]}${bc[1]}`);
      if (bc[1] === ab[0]) paths.add(`${bc[0]}${ab[1]}`);
    }
  }
  return paths;
}

function namesIn(said: string[], pattern: RegExp): string[] {
  return said.flatMap((message) => pattern.exec(message)?.[1]?.replaceAll('"', '').split(', ') ?? []);
}
