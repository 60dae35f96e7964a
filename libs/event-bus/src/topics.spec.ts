import type { TopicSpec } from '#contracts';
import * as fc from 'fast-check';
import type { TopicState } from './kafkajs/administration';
import { describeDifference, planTopics } from './topics';

const name = fc.constantFrom('a', 'b', 'c', 'd');
const config = fc.dictionary(fc.constantFrom('retention.ms', 'cleanup.policy'), fc.constantFrom('1', '2'));
const partitions = fc.integer({ min: 1, max: 3 });
const catalogs = fc.uniqueArray(fc.record({ name, partitions, config }), { selector: (topic) => topic.name });
const brokers = fc.uniqueArray(fc.record({ name, partitions, config }), { selector: (topic) => topic.name });

function asStates(topics: readonly TopicSpec[]): ReadonlyMap<string, TopicState> {
  return new Map(topics.map((topic) => [topic.name, topic]));
}

describe('the plan for the topics', () => {
  it('creates exactly what is missing', () => {
    fc.assert(
      fc.property(catalogs, brokers, (catalog, existing) => {
        const have = new Set(existing.map((topic) => topic.name));
        const { create } = planTopics(catalog, asStates(existing));
        expect(create).toEqual(catalog.filter((topic) => !have.has(topic.name)));
      }),
    );
  });

  it('has nothing to say once the broker has what the catalog says, whatever else it has', () => {
    fc.assert(
      fc.property(catalogs, brokers, (catalog, others) => {
        const existing = new Map([...asStates(others), ...asStates(catalog)]);
        expect(planTopics(catalog, existing)).toEqual({ create: [], differences: [] });
      }),
    );
  });

  it('names every setting of an existing topic that differs, and no other', () => {
    const wanted = { name: 'a', partitions: 3, config: { 'retention.ms': '1', 'cleanup.policy': 'delete' } };
    const found = { partitions: 1, config: { 'retention.ms': '2', 'cleanup.policy': 'delete', 'flush.ms': '9' } };
    expect(planTopics([wanted], new Map([['a', found]]))).toEqual({
      create: [],
      differences: [
        { topic: 'a', setting: 'partitions', wanted: '3', found: '1' },
        { topic: 'a', setting: 'retention.ms', wanted: '1', found: '2' },
      ],
    });
  });

  it('says a difference in one sentence', () => {
    expect(describeDifference({ topic: 'a', setting: 'partitions', wanted: '3', found: '1' })).toBe(
      'a: partitions is 1, the catalog says 3; left as it is',
    );
    expect(describeDifference({ topic: 'a', setting: 'flush.ms', wanted: '3', found: undefined })).toContain('not set');
  });
});
