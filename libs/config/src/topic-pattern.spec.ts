import { matcherOf, topicPattern } from './topic-pattern';

describe('topic patterns', () => {
  it('fit a name as it is, and any characters where they have a *', () => {
    const fits = matcherOf(['omninode.*', 'a.b', '*-dlt', 'x*y*z']);
    const topics = ['omninode.a.v1', 'omninode.', 'a.b', 'orders-dlt', 'xyz', 'x1y2z'];
    expect(topics.filter(fits)).toEqual(topics);
    expect(['omninode', 'acb', 'a.b.c', 'orders-dlt-2', 'xy', 'my.omninode.a'].filter(fits)).toEqual([]);
  });

  it('are refused where they could not be the name of a topic', () => {
    expect(topicPattern.parse(' a.b-c_d* ')).toBe('a.b-c_d*');
    for (const text of ['', 'a b', 'a/b', '[a-z]+', 'a'.repeat(250)]) expect(topicPattern.parse(text)).toBeUndefined();
  });
});
