import { HandlerTable, type OtherTopics } from './handler-table';
import { OTHER_TOPICS, type Handler } from './pipeline/handler';

const handler = (name: string): Handler => ({
  kind: 'event',
  name,
  decode: () => null,
  order: 'key',
  handle: () => Promise.resolve([]),
});

const table = (topics: Readonly<Record<string, string>>, others?: OtherTopics) =>
  new HandlerTable(new Map(Object.entries(topics).map(([topic, name]) => [topic, handler(name)])), others);

describe('HandlerTable', () => {
  it('gives a named topic to its handler and a wanted other one to the handler of other topics', () => {
    const both = table({ a: 'news', [OTHER_TOPICS]: 'rest' }, (topic) => topic.startsWith('x-'));
    expect(both.of('a').name).toBe('news');
    expect(both.of('x-1').name).toBe('rest');
    expect(() => both.of('b')).toThrow('no handler for b');
    expect(both.named).toEqual(['a']);
  });

  it('takes in what is named or wanted, and nothing that is Kafka’s own', () => {
    const all = table({ a: 'news', [OTHER_TOPICS]: 'rest' }, () => true);
    expect(all.among(['a', 'b', '__consumer_offsets'])).toEqual(['a', 'b']);
    expect(table({ a: 'news', [OTHER_TOPICS]: 'rest' }).among(['a', 'b'])).toEqual(['a']);
    expect(table({ a: 'news' }, () => true).among(['a', 'b'])).toEqual(['a']);
  });

  it('says what nothing comes in for', () => {
    const three = table({ a: 'news', b: 'news', c: 'views', [OTHER_TOPICS]: 'rest' }, (topic) => topic === 'd');
    expect(three.missing(['b'])).toEqual(['views', 'rest']);
    expect(three.missing(['c', 'd'])).toEqual(['news']);
    expect(three.topicsOf('news')).toEqual(['a', 'b']);
    expect(three.topicsOf('rest')).toEqual([]);
  });
});
