import { at, count, firstOf, offset, text, topicName } from './members';

describe('a member', () => {
  it('is found by its path, and only where every step is the object’s own', () => {
    expect(at({ error: { code: 'c' } }, 'error.code')).toBe('c');
    const absent = ['constructor', 'constructor.name', 'error.length', 'toString', '__proto__'];
    expect(absent.map((path) => at({ error: 'text' }, path))).toEqual(absent.map(() => undefined));
  });

  it('of the wrong type gives way to the next name, then to the next source', () => {
    expect(firstOf([{ a: {}, b: 'b' }, { a: 'A' }], ['a', 'b'], text)).toBe('b');
    expect(firstOf([{ a: {} }, { a: 'A' }], ['a', 'b'], text)).toBe('A');
    expect(firstOf([null, 7, 'x'], ['a', 'length'], text)).toBeUndefined();
  });

  it('is text, a count or an offset only in its bounds', () => {
    expect([' ', '', true, null, Infinity, {}].map(text)).toEqual(Array(6).fill(undefined));
    expect([0, '7', 2_147_483_647].map(count)).toEqual([0, 7, 2_147_483_647]);
    expect([-1, 1.5, 2_147_483_648, '-1', '1e3', ' 1', true, null].map(count)).toEqual(Array(8).fill(undefined));
    expect([0, '9223372036854775807', 2 ** 53].map(offset)).toEqual(['0', '9223372036854775807', undefined]);
  });
});

it('is the name of a topic only where Kafka would take it', () => {
  expect(topicName('a.b_c-1')).toBe('a.b_c-1');
  expect(['', '.', '..', 'a b', 'a/b', 'x'.repeat(250), 7, null].map(topicName)).toEqual(Array(8).fill(undefined));
});
