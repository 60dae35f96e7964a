import { TopicNames } from './topic-names';

const names = new TopicNames({
  a: { name: 'x', config: {} },
  b: { partitions: 6, replicas: 2, config: { 'retention.ms': '1' } },
});
const spec = { name: 'b', partitions: 3, config: { 'retention.ms': '7', 'cleanup.policy': 'delete' } };

describe('the names of topics', () => {
  it('are the same on both sides where nothing is said', () => {
    expect(new TopicNames().areSame).toBe(true);
    expect(new TopicNames({ b: { partitions: 6, config: {} } }).areSame).toBe(true);
    expect(new TopicNames().configured(spec)).toBe(spec);
  });

  it('differ where the file says so, and nowhere else', () => {
    expect(names.areSame).toBe(false);
    expect(['a', 'b', 'c'].map((topic) => names.onBroker(topic))).toEqual(['x', 'b', 'c']);
    expect(['x', 'b', 'c'].map((name) => names.topicOf(name))).toEqual(['a', 'b', 'c']);
    expect(names.fromBroker(names.toBroker([{ topic: 'a', partition: 1 }]))).toEqual([{ topic: 'a', partition: 1 }]);
  });

  it('hide a topic that has the name ours is not called by', () => {
    expect(names.listed(['a', 'b', 'x'])).toEqual(['b', 'a']);
  });

  it('change places where both are called as the other', () => {
    const swapped = new TopicNames({ a: { name: 'b', config: {} }, b: { name: 'a', config: {} } });
    expect(swapped.listed(['a', 'b'])).toEqual(['b', 'a']);
  });

  it('stay with what the topic is to be like', () => {
    expect(names.configured(spec)).toEqual({
      name: 'b',
      partitions: 6,
      replicas: 2,
      config: { 'retention.ms': '1', 'cleanup.policy': 'delete' },
    });
    expect(names.configured({ ...spec, name: 'a' })).toEqual({ ...spec, name: 'a' });
  });
});
