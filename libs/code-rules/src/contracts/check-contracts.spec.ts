import { checkContracts, type ContractFinding, type ImplementedClass } from './check-contracts';
import { readContracts } from './reading';
import { MAX_FINDINGS_PER_RULE } from './report';

const VERSION = { major: 1, minor: 0, patch: 0 };

const EFFECT = {
  name: 'invoice_writer',
  node_type: 'EFFECT_GENERIC',
  contract_version: VERSION,
  description: 'Writes invoices',
  input_model: 'billing.models.ModelInvoiceInput',
  output_model: { name: 'ModelInvoiceOutput', module: 'billing.models' },
  io_operations: [{ operation_type: 'write' }],
};

const WRITER: ImplementedClass = {
  name: 'NodeInvoiceWriterEffect',
  bases: ['NodeEffect', 'mixins.MixinHealthCheck', 'Generic[T]'],
  methods: ['__init__', 'execute_effect', '_write_invoice', 'handle_void_invoice', 'handleSealInvoice'],
};

function check(contract: unknown, ...classes: ImplementedClass[]): ContractFinding[] {
  return checkContracts(readContracts([contract]), { nodeType: 'effect', classes });
}

function without(...names: string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(EFFECT).filter(([name]) => !names.includes(name)));
}

function rules(findings: readonly ContractFinding[]): string[] {
  return findings.map(({ rule, path }) => `${rule} ${path}`);
}

describe('a contract', () => {
  it('that is whole and consistent has nothing against it', () => {
    expect(check(EFFECT, WRITER)).toEqual([]);
  });

  it.each(['name', 'node_type', 'contract_version'])('without %s is CON-001', (name) => {
    expect(check(without(name))).toEqual([
      { rule: 'CON-001', path: '/contracts/0', message: `The contract has no ${name}` },
    ]);
  });

  it.each([null, 7, ['effect'], true])('that is %p is CON-001', (contract) => {
    expect(rules(check(contract))).toEqual(['CON-001 /contracts/0']);
  });

  it.each(['query', '{NODE_TYPE}', 5, 'effective'])('of the node type %p is CON-001', (node_type) => {
    expect(rules(check({ ...EFFECT, node_type }))).toContain('CON-001 /contracts/0/node_type');
  });

  it('of another kind than the requested one is CON-002', () => {
    expect(rules(check({ ...EFFECT, node_type: 'COMPUTE', algorithm: { algorithm_type: 'x' } }))).toEqual([
      'CON-002 /contracts/0/node_type',
    ]);
  });

  it('of another kind stands for a neighbour when the requested kind is there, too', () => {
    const reducer = { node_type: 'reducer', capabilities: [{ name: 'count' }] };
    expect(checkContracts(readContracts([reducer, EFFECT]), { nodeType: 'effect', classes: [WRITER] })).toEqual([]);
  });

  it('without description or models is CON-003, one by one', () => {
    expect(check(without('description', 'input_model', 'output_model')).map(({ message }) => message)).toEqual([
      'The contract has no description',
      'The contract has no input_model',
      'The contract has no output_model',
    ]);
  });

  it('may name them where it names its one handler', () => {
    const handler = { class: 'HandlerA', input_model: 'a.ModelA', output_model: 'a.ModelB' };
    const bare = Object.fromEntries(Object.entries(EFFECT).filter(([name]) => !/^(?:in|out)put_model$/.test(name)));
    expect(check({ ...bare, handler })).toEqual([]);
    expect(check({ ...bare, handler: { class: 'HandlerA' } }).map(({ message }) => message)).toContain(
      'The contract has no input_model',
    );
  });

  it.each(['list[ModelA]', 'a.b.ModelA', { class: 'ModelA' }])('may name its model %j', (input_model) => {
    expect(check({ ...EFFECT, input_model })).toEqual([]);
  });

  it.each(['dict', 'a.b.SuperModelA', { name: 'Invoice' }])('may not name its model %j: CON-003', (input_model) => {
    expect(rules(check({ ...EFFECT, input_model }))).toEqual(['CON-003 /contracts/0/input_model']);
  });

  it.each(['1.0.0', 1, { major: 1 }])('with the version %j is CON-004', (contract_version) => {
    expect(rules(check({ ...EFFECT, contract_version }))).toEqual(['CON-004 /contracts/0/contract_version']);
  });

  it('of a declarative node uses the new name of the version: CON-004', () => {
    const routing = { handler_routing: { handlers: [] } };
    expect(rules(check({ ...without('contract_version'), ...routing, version: VERSION }))).toEqual([
      'CON-004 /contracts/0/version',
    ]);
    expect(check({ ...without('contract_version'), version: VERSION })).toEqual([]);
  });

  it('has its capabilities implemented, under any of the usual prefixes, or is CON-005', () => {
    const names = ['write_invoice', 'void_invoice', 'VoidInvoice', 'seal_invoice', 'print_invoice', 'pay.invoice'];
    const capabilities = [...names.map((name) => ({ name, type: 'x' })), { name: 'archive', required: false }];
    expect(check({ ...EFFECT, capabilities }, WRITER)).toEqual([
      {
        rule: 'CON-005',
        path: '/contracts/0/capabilities/4',
        message: 'No method implements the capability "print_invoice"',
      },
    ]);
  });

  it('has its mixins inherited, however spelled, or is CON-006, once for each mixin', () => {
    const contract = {
      ...EFFECT,
      subcontracts: [{ mixin: 'HealthCheckMixin' }, { mixin: 'MixinRetry' }, { mixin: 'MixinX', required: false }],
      dependencies: { required_mixins: ['mixin_health_check', 'MixinRetry', 'MixinCaching'] },
    };
    expect(rules(check(contract, WRITER))).toEqual([
      'CON-006 /contracts/0/subcontracts/1/mixin',
      'CON-006 /contracts/0/dependencies/required_mixins/2',
    ]);
  });

  it('may require mixins that the base class brings along', () => {
    const service = { name: 'NodeA', bases: ['ModelServiceEffect'], methods: [] };
    expect(check({ node_type: 'effect', subcontracts: [{ mixin: 'MixinEventBus' }] }, service)).toEqual([]);
    expect(check({ node_type: 'effect', mixins: ['MixinEffectExecution'] }, WRITER)).toEqual([]);
    expect(rules(check({ node_type: 'effect', mixins: ['MixinEventBus'] }, WRITER))).toHaveLength(1);
  });

  it('promises nothing for code without classes or for declarative nodes', () => {
    const contract = { ...EFFECT, capabilities: [{ name: 'nothing' }], mixins: ['MixinNone'] };
    expect(check(contract)).toEqual([]);
    expect(check({ ...contract, handler_routing: {} }, WRITER)).toEqual([]);
  });

  it.each([
    ['effect', {}, '/contracts/0'],
    ['effect', { io_operations: [] }, '/contracts/0/io_operations'],
    ['reducer', {}, '/contracts/0'],
    ['reducer', { state_machine: {} }, '/contracts/0/state_machine'],
    ['orchestrator', {}, '/contracts/0'],
    ['orchestrator', { workflow_coordination: {} }, '/contracts/0/workflow_coordination'],
    ['compute', {}, '/contracts/0'],
    ['compute', { algorithm: { factors: {} } }, '/contracts/0/algorithm/factors'],
    [
      'compute',
      { algorithm: { factors: { a: { weight: 0.5 }, b: { weight: 0.4 } } } },
      '/contracts/0/algorithm/factors',
    ],
  ])('of a %s with %j says too little: CON-007', (node_type, blocks, path) => {
    const contract = { ...without('io_operations'), node_type, ...blocks };
    expect(rules(checkContracts(readContracts([contract]), { classes: [] }))).toEqual([`CON-007 ${path}`]);
  });

  it.each([
    ['effect', { handler_routing: { handlers: [] } }],
    ['reducer', { state_machine: 'machines/orders.yaml' }],
    ['orchestrator', { workflow_coordination: { workflow_definition: {} } }],
    ['compute', { algorithm: { factors: { a: { weight: 1 / 3 }, b: { weight: 2 / 3 } } } }],
    ['gateway', {}],
  ])('of a %s with %j says enough', (node_type, blocks) => {
    const contract = { ...without('io_operations'), node_type, ...blocks };
    expect(checkContracts(readContracts([contract]), { classes: [] })).toEqual([]);
  });

  it.each(['1.1.0:5a885a8c9b69', '10.0.1:ABCDEF012345'])('may have the fingerprint %s', (fingerprint) => {
    expect(check({ ...EFFECT, fingerprint })).toEqual([]);
  });

  it.each(['5a885a8c9b69', '1.0:5a885a8c9b69', '1.0.0:5a885a8c9b6', '1.0.0:5a885a8c9b69\n', 7])(
    'may not have the fingerprint %j: CON-008',
    (fingerprint) => {
      expect(rules(check({ ...EFFECT, fingerprint }))).toEqual(['CON-008 /contracts/0/fingerprint']);
    },
  );
});

describe('what a request carries', () => {
  it('may be an excerpt, as generators pass it: nothing is missing then', () => {
    const excerpt = {
      name: 'NodeInvoiceWriterEffect',
      node_type: 'EFFECT',
      capabilities: [{ name: 'write_invoice', type: 'write' }],
      subcontracts: [{ mixin: 'MixinHealthCheck' }],
      dependencies: { required_mixins: ['MixinHealthCheck'] },
    };
    expect(check(excerpt, WRITER)).toEqual([]);
  });

  it.each([{ io_operations: [{}] }, { capabilities: [] }, {}])('may be an excerpt with %j alone', (members) => {
    expect(check({ name: 'a', node_type: 'effect', ...members })).toEqual([]);
  });

  it('is complete when it is the text of a file', () => {
    expect(rules(check('node_type: effect\nname: a\nio_operations: [{}]'))).toContain('CON-001 /contracts/0');
  });

  it("may be a generator's plan, which names a service and no models", () => {
    const plan = {
      version: VERSION,
      node_type: 'EFFECT',
      service_name: 'invoices',
      description: 'Writes invoices',
      capabilities: [{ name: 'write_invoice', type: 'write', required: true }],
      subcontracts: [],
      dependencies: { external_systems: ['PostgreSQL'], required_mixins: [] },
    };
    expect(check(plan, WRITER)).toEqual([]);
  });

  it.each([
    {},
    { name: 'requests', version: '2.32' },
    { path: 'README.md', content: '# not: [yaml' },
    { name: 'UserRepository', methods: ['find', 'save'] },
    { handler_id: 'compute.a', descriptor: {}, contract_version: VERSION, name: 'a' },
    { contract: {} },
  ])('may be something else, which is passed over: %j', (foreign) => {
    expect(check(foreign, WRITER)).toEqual([]);
  });

  it.each([
    [JSON.stringify(EFFECT), '/contracts/0'],
    [{ yaml: JSON.stringify({ ...EFFECT }) }, '/contracts/0/yaml'],
    [{ path: 'contract.yaml', content: JSON.stringify(EFFECT) }, '/contracts/0/content'],
    [{ contract: { contract: EFFECT } }, '/contracts/0/contract/contract'],
  ])('may wrap the contract or hold it as text: %j', (entry, path) => {
    expect(check(entry)).toEqual([]);
    expect(rules(checkContracts(readContracts([entry]), { nodeType: 'reducer', classes: [] }))).toEqual([
      `CON-002 ${path}/node_type`,
    ]);
  });

  it('is no fragment when it names its node type', () => {
    const machine = { states: ['a'], initial_state: 'a', terminal_states: ['a'], transitions: [] };
    expect(rules(check({ ...without('name'), ...machine }))).toEqual(['CON-001 /contracts/0']);
    expect(check(machine)).toEqual([]);
  });

  it('is read contract by contract, in order', () => {
    expect(rules(checkContracts(readContracts([null, without('name'), 'a: [']), { classes: [] }))).toEqual([
      'CON-001 /contracts/0',
      'CON-001 /contracts/2',
      'CON-001 /contracts/1',
    ]);
  });
});

describe('hostile contracts', () => {
  it('with the names of prototypes are data like any other', () => {
    const text =
      '{"__proto__": {"node_type": "reducer"}, "constructor": 1, "states": {"__proto__": {}, "toString": {}}}';
    expect(check(JSON.parse(text), WRITER)).toEqual([]);
    const machine = JSON.parse(
      '{"state_machine": {"states": ["__proto__"], "transitions": [{"from": "constructor", "to": "__proto__"}]}, "node_type": "reducer"}',
    );
    expect(checkContracts(readContracts([machine]), { classes: [] }).every(({ rule }) => rule !== 'CON-002')).toBe(
      true,
    );
  });

  it('that nest 10,000 levels deep are answered', () => {
    let deep: Record<string, unknown> = {};
    for (let level = 0; level < 10_000; level += 1) deep = { contract: deep, workflow: deep, state_machine: deep };
    expect(check(deep)).toEqual([]);
    expect(check({ ...EFFECT, workflow: deep, state_machine: deep })).toEqual([]);
  });

  it('with 200,000 entries cost a reply no more than the first of each rule', () => {
    const contracts = readContracts(Array.from({ length: 200_000 }, () => null));
    const findings = checkContracts(contracts, { classes: [] });
    expect(findings).toHaveLength(MAX_FINDINGS_PER_RULE);
  });

  it('with long names and lone surrogates are quoted shortly and as valid text', () => {
    const [finding] = check({ ...EFFECT, node_type: `\ud800${'x'.repeat(100_000)}` });
    expect(finding?.message.length).toBeLessThan(200);
    expect(finding?.message).not.toMatch(/[\ud800-\udfff]/);
  });

  it('give the same findings each time', () => {
    const contracts = [without('name', 'description'), { ...EFFECT, node_type: 'x' }, 'a: 1\na: 2'];
    const code = { nodeType: 'reducer', classes: [WRITER] } as const;
    expect(checkContracts(readContracts(contracts), code)).toEqual(
      checkContracts(readContracts(structuredClone(contracts)), code),
    );
  });
});
