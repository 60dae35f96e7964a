import { NODE_NAMES, nodeDefinition } from './nodes';

describe('the name of a node', () => {
  it.each([
    ['NodeValidateCompute', 'compute', 'validate'],
    ['node_validate_compute', 'compute', 'validate'],
    ['VALIDATE', 'compute', 'validate'],
    ['NodeBatchStampEffect', 'effect', 'batch_stamp'],
    ['batch-stamp', 'effect', 'batch_stamp'],
    ['NodeStampTreeEffect', 'effect', 'stamp_tree'],
  ] as const)('%s, a node of type %s, is served by %s', (name, type, operation) => {
    expect(nodeDefinition(name, type)?.steps).toMatchObject([{ name, nodeType: type, operation }]);
  });

  it.each([
    ['NodeValidateCompute', 'effect'],
    ['NodeCoffeeEffect', 'effect'],
    ['Node', 'compute'],
    [`${'_'.repeat(1_000)}validate`, 'compute'],
  ] as const)('%s is no node of type %s', (name, type) => {
    expect(nodeDefinition(name, type)).toBeUndefined();
  });

  it('is one that leads to a node, where it is in the list', () => {
    for (const name of NODE_NAMES) {
      expect(nodeDefinition(name, name.endsWith('Effect') ? 'effect' : 'compute')).toBeDefined();
    }
  });
});
