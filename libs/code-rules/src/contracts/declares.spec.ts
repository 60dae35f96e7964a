import { declares } from './declares';
import { readContracts } from './reading';

describe('declares', () => {
  it('says nothing of nothing', () => {
    expect(declares(readContracts([]))).toEqual({ capabilities: [], mixins: [] });
    expect(declares(readContracts([null, {}, 'a: [', 7]))).toEqual({ capabilities: [], mixins: [] });
  });

  it.each([
    { handler_routing: { handlers: [] }, node_type: 'effect' },
    { handler: { module: 'a.b', class: 'HandlerB' }, node_type: 'effect' },
    'node_type: effect\nhandler_routing: {routing_strategy: operation_match}',
  ])('recognises a declarative node in %j', (contract) => {
    expect(declares(readContracts([contract]))).toMatchObject({ profile: 'declarative', nodeType: 'effect' });
  });

  it('leaves imperative nodes without a profile', () => {
    expect(declares(readContracts([{ node_type: 'effect', handler: { module: 'a.b' } }]))).not.toHaveProperty(
      'profile',
    );
  });

  it('gives the kind only when all contracts agree', () => {
    expect(declares(readContracts([{ node_type: 'Reducer_Generic' }, { node_type: 'gateway' }])).nodeType).toBe(
      'reducer',
    );
    expect(declares(readContracts([{ node_type: 'reducer' }, { node_type: 'effect' }]))).not.toHaveProperty('nodeType');
  });

  it('lists capabilities and mixins as written, each once', () => {
    const contract = {
      capabilities: [{ name: 'write' }, 'read', { name: 'session.compose' }, { name: 'write' }, 5, {}],
      subcontracts: [{ mixin: 'MixinRetry' }, { name: 'fsm' }, 'x'],
      dependencies: { required_mixins: ['MixinCaching', 'MixinRetry'] },
      mixins: [{ name: 'MixinMetrics' }],
    };
    expect(declares(readContracts([contract]))).toEqual({
      capabilities: ['write', 'read', 'session.compose', '5'],
      mixins: ['MixinRetry', 'MixinCaching', 'MixinMetrics'],
    });
  });
});
