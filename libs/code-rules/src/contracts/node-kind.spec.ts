import { isAccepted, kindOf } from './node-kind';

const KINDS = ['COMPUTE', 'EFFECT', 'REDUCER', 'ORCHESTRATOR', 'RUNTIME_HOST'];
const OTHERS =
  'GATEWAY VALIDATOR TRANSFORMER AGGREGATOR FUNCTION TOOL AGENT MODEL PLUGIN SCHEMA NODE WORKFLOW SERVICE UNKNOWN';
const ACCEPTED = [...KINDS, ...KINDS.map((kind) => `${kind}_GENERIC`), ...OTHERS.split(' ')];

describe('node types', () => {
  it('are 24, in upper and lower case', () => {
    expect(ACCEPTED).toHaveLength(24);
    expect(ACCEPTED.flatMap((type) => [type, type.toLowerCase()]).filter((type) => !isAccepted(type))).toEqual([]);
  });

  it.each(['', 'query', 'effects', 'computer', 'NodeEffect', '__proto__'])('do not include %j', (type) => {
    expect(isAccepted(type)).toBe(false);
  });

  it('name one of the four kinds by their first word', () => {
    expect(['EFFECT_GENERIC', ' effect ', 'Compute-Generic', 'gateway', 'runtime_host'].map(kindOf)).toEqual([
      'effect',
      'effect',
      'compute',
      undefined,
      undefined,
    ]);
  });
});
