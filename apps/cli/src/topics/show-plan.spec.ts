import type { Paint } from '../session';
import { showPlan } from './show-plan';

const plain: Paint = (_style, text) => text;
const topic = { name: 'a', partitions: 3, config: { 'retention.ms': '604800000' } };
const found = {
  create: [topic, { ...topic, name: 'bb', partitions: 1 }],
  differences: [
    { topic: 'c', setting: 'retention.ms', wanted: '604800000', found: '86400000' },
    { topic: 'c', setting: 'cleanup.policy', wanted: 'delete', found: undefined },
  ],
  refused: [{ topic: 'bb', reason: 'too many (POLICY_VIOLATION)' }],
};

describe('the topics', () => {
  it('are shown as what would be done, what differs and what the broker refuses', () => {
    expect(showPlan('plan', found, 5, plain).split('\n')).toEqual([
      'create   a   3 partitions, 7 days',
      'differs  c   retention.ms is 1 day, the catalog says 7 days',
      'differs  c   cleanup.policy is not set, the catalog says delete',
      'refused  bb  too many (POLICY_VIOLATION)',
      '',
      '5 topics in the catalog: 1 to create, 1 different (left as they are), 1 refused, 2 as they should be',
    ]);
  });

  it('are shown as what was done', () => {
    expect(showPlan('apply', found, 5, plain)).toMatch(/^created {2}a /);
  });

  it('need one line when there is nothing to do', () => {
    expect(showPlan('plan', { create: [], differences: [], refused: [] }, 5, plain)).toBe(
      '5 topics in the catalog: 0 to create, 0 different (left as they are), 0 refused, 5 as they should be',
    );
  });
});
