import * as fc from 'fast-check';
import { checkContracts } from './check-contracts';
import { readContracts } from './reading';

function findings(coordination: unknown): string[] {
  return checkContracts(readContracts([{ node_type: 'orchestrator', workflow_coordination: coordination }]), {
    classes: [],
  })
    .filter(({ rule }) => rule === 'ORC-004')
    .map(({ path, message }) => `${path.replace('/contracts/0/workflow_coordination', '')} ${message}`);
}

function graph(nodes: unknown[], more: object = {}): string[] {
  return findings({ workflow_definition: { execution_graph: { nodes, ...more } } }).map((finding) =>
    finding.replace('/workflow_definition/execution_graph', ''),
  );
}

const FETCH = { node_id: 'fetch' };
const PARSE = { node_id: 'parse', depends_on: ['fetch'] };
const STORE = { node_id: 'store', node_name: 'Store it', depends_on: ['parse'] };

describe('a workflow', () => {
  it('whose steps can all run has nothing against it', () => {
    expect(graph([FETCH, PARSE, STORE, { node_id: 'tell', depends_on: ['Store it'] }])).toEqual([]);
  });

  it('without dependencies is a list: nothing is isolated', () => {
    expect(graph([FETCH, { node_id: 'parse' }])).toEqual([]);
  });

  it('may draw its dependencies as edges', () => {
    expect(graph([FETCH, { node_id: 'parse' }], { edges: [{ from_node: 'fetch', to_node: 'parse' }] })).toEqual([]);
    expect(graph([FETCH, PARSE], { edges: [{ from: 'parse', to: 'nowhere' }] })).toEqual([
      '/edges/0 The edge names "nowhere", which is no step',
    ]);
  });

  it.each([
    [{ steps: [{ step_id: 1, depends_on: [2] }] }, '/steps/0/depends_on/0'],
    [{ workflow_definition: { nodes: [{ id: 'a', depends_on: ['b'] }] } }, '/workflow_definition/nodes/0/depends_on/0'],
  ])('may be written as %j', (coordination, path) => {
    expect(findings(coordination)[0]).toContain(`${path} The step`);
  });

  it('may be one of several', () => {
    const workflows = { create: { steps: [{ step: 'a' }, { step: 'b', depends_on: ['c'] }, { step: 'd' }] } };
    const contract = { node_type: 'orchestrator', workflows };
    expect(checkContracts(readContracts([contract]), { classes: [] }).map(({ path }) => path)).toEqual([
      '/contracts/0/workflows/create/steps/1/depends_on/0',
      '/contracts/0/workflows/create/steps/0',
      '/contracts/0/workflows/create/steps/2',
    ]);
  });

  it('with a step that waits for no step is told so, and what waits for that one, too', () => {
    expect(graph([FETCH, { ...PARSE, depends_on: ['fetch', 'clean'] }, STORE])).toEqual([
      '/nodes/1/depends_on/1 The step "parse" waits for "clean", which is no step',
      '/nodes/2 The step "store" can never run: what it waits for cannot',
    ]);
  });

  it('with steps that wait for each other is told so', () => {
    expect(graph([{ ...FETCH, depends_on: ['parse'] }, PARSE, STORE])).toEqual([
      '/nodes/0 Steps wait for each other: "fetch", "parse"',
      '/nodes/2 The step "store" can never run: what it waits for cannot',
    ]);
    expect(graph([{ ...FETCH, depends_on: ['fetch'] }])).toEqual(['/nodes/0 Steps wait for each other: "fetch"']);
  });

  it('with an id given twice or a step apart is told so', () => {
    expect(graph([FETCH, PARSE, { node_id: 'parse', depends_on: ['fetch'] }])).toEqual([
      '/nodes/2 The step "parse" is defined twice',
    ]);
    expect(graph([FETCH, PARSE, { node_id: 'tell' }])).toEqual([
      '/nodes/2 The step "tell" is connected to no other step',
    ]);
  });

  it.each(['CONDITIONAL', 'streaming'])('may not run in the mode %s', (execution_mode) => {
    const expected = `/workflow_definition/coordination_rules/execution_mode "${execution_mode}" is reserved and cannot be executed yet`;
    expect(findings({ workflow_definition: { coordination_rules: { execution_mode } } })).toEqual([expected]);
  });

  it('may not have conditional steps, but may run in parallel', () => {
    expect(findings({ execution_mode: 'parallel', steps: [{ id: 'a', step_type: 'conditional' }] })).toEqual([
      '/steps/0/step_type "conditional" is reserved and cannot be executed yet',
    ]);
  });

  it('knows a step by its id before it knows another by its name', () => {
    expect(graph([{ id: 'a', name: 'b', depends_on: ['b'] }, { id: 'b' }])).toEqual([]);
  });

  it('is made of what can be read as steps and edges', () => {
    const edges = [{ from: 'fetch' }, { to: 'parse' }, 'fetch -> parse'];
    expect(
      graph([5, {}, 'fetch', { depends_on: ['fetch'] }, FETCH, { ...PARSE, depends_on: [{}, 'fetch'] }], { edges }),
    ).toEqual([]);
  });

  it('may be written in YAML that contains itself', () => {
    const text = 'workflow: &w {workflow: *w, workflow_metadata: *w, steps: [{id: a}, {id: a}]}\nnode_type: workflow';
    expect(
      checkContracts(readContracts([text]), { classes: [] }).filter(({ rule }) => rule === 'ORC-004'),
    ).toHaveLength(1);
  });

  it('with 20,000 steps in a row is judged at once', () => {
    const row = Array.from({ length: 20_000 }, (_, id) => ({ id, depends_on: id === 0 ? [] : [id - 1] }));
    expect(findings({ steps: row })).toEqual([]);
  });

  it('agrees with a simulation about which steps can run', () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const needs = fc.array(fc.subarray([...ids, 'ghost'], { maxLength: 2 }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(needs, (lists) => {
        const said = findings({ steps: ids.map((id, index) => ({ id, depends_on: lists[index] })) });
        const stuck = said.flatMap((finding) => {
          if (/connected|defined/.test(finding)) return [];
          const names = /each other: (.*)$/.exec(finding)?.[1] ?? /The step ("\w")/.exec(finding)?.[1] ?? '';
          return names.replaceAll('"', '').split(', ');
        });
        expect([...new Set(stuck)].sort()).toEqual(stuckAfterRunning(ids, lists));
      }),
      { numRuns: 500 },
    );
  });
});

/** Runs whatever can run until nothing can any more. */
function stuckAfterRunning(ids: string[], needs: string[][]): string[] {
  const done = new Set<string>();
  for (let round = 0; round < ids.length; round += 1) {
    ids.forEach((id, index) => {
      if (needs[index]?.every((need) => done.has(need))) done.add(id);
    });
  }
  return ids.filter((id) => !done.has(id));
}
