import { FILTER, ID, STATUS, wholeNumber } from './dead-letter-values';
import { readQuery } from './read-query';

const PARAMETERS = { ...FILTER, status: STATUS, before: ID, limit: wholeNumber(1, 100) } as const;
const read = (query: string) => readQuery(`/dead-letters${query}`, PARAMETERS);

describe('the parameters of a URL', () => {
  it.each([
    ['', {}],
    ['?', {}],
    ['?limit=7&', { limit: 7 }],
    ['?topic=a.b-c_D1&status=resolved&before=017', { topic: 'a.b-c_D1', status: 'resolved', before: '17' }],
    ['?code=a%3Db%26c+d', { code: 'a=b&c d' }],
    ['?correlation_id=%F0%9F%92%8C', { correlation_id: '💌' }],
    ['?code=a=b', { code: 'a=b' }],
  ])('of %s are read', (query, expected) => {
    expect(read(query)).toEqual(expected);
  });

  it.each([
    ['?topc=x', 'unknown_parameter', 'topc'],
    ['?constructor=x', 'unknown_parameter', 'constructor'],
    ['?__proto__=x', 'unknown_parameter', '__proto__'],
    ['?topic[]=x', 'unknown_parameter', 'topic[]'],
    ['?Topic=x', 'unknown_parameter', 'Topic'],
    ['?=x', 'unknown_parameter', ''],
    ['?topic=a&topic=a', 'repeated_parameter', 'topic'],
    ['?topic', 'invalid_parameter', 'topic'],
    ['?topic=', 'invalid_parameter', 'topic'],
    ['?topic=%00', 'invalid_parameter', 'topic'],
    ['?topic=a%20b', 'invalid_parameter', 'topic'],
    [`?topic=${'a'.repeat(250)}`, 'invalid_parameter', 'topic'],
    ['?code=%00', 'invalid_parameter', 'code'],
    ['?code=a%ED%A0%80', 'invalid_parameter', 'code'],
    ['?code=%FF', 'invalid_parameter', 'code'],
    ['?code=%', 'invalid_parameter', 'code'],
    ['?code=+', 'invalid_parameter', 'code'],
    [`?code=${'a'.repeat(201)}`, 'invalid_parameter', 'code'],
    [`?correlation_id=${'a'.repeat(1_025)}`, 'invalid_parameter', 'correlation_id'],
    ['?status=closed', 'invalid_parameter', 'status'],
    ['?before=-1', 'invalid_parameter', 'before'],
    ['?before=1e3', 'invalid_parameter', 'before'],
    [`?before=${'9'.repeat(19)}`, 'invalid_parameter', 'before'],
    ['?limit=0', 'invalid_parameter', 'limit'],
    ['?limit=101', 'invalid_parameter', 'limit'],
    ['?limit=abc', 'invalid_parameter', 'limit'],
    ['?limit=1.5', 'invalid_parameter', 'limit'],
    ['?limit=%EF%BC%91', 'invalid_parameter', 'limit'],
  ])('of %.40s are refused as %s with the name of it', (query, code, parameter) => {
    expect(() => read(query)).toThrow(expect.objectContaining({ status: 400, code, facts: { parameter } }) as Error);
  });

  it('are told in one sentence', () => {
    expect(() => read('?limit=abc')).toThrow('limit must be a whole number from 1 to 100.');
    expect(() => read('?x=1')).toThrow(
      'There is no parameter "x". There are topic, code, correlation_id, status, before, limit.',
    );
  });
});
