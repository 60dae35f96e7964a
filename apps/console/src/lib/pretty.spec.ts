import { comparable } from './pretty';

describe('what is compared', () => {
  it('is JSON over several lines on both sides', () => {
    expect(comparable('{"a":1,"b":2}', '{ "a": 1, "b": 3 }')).toEqual([
      '{\n  "a": 1,\n  "b": 2\n}',
      '{\n  "a": 1,\n  "b": 3\n}',
    ]);
  });

  it.each([
    ['where one is no JSON', '{"a":1}', 'a'],
    ['where they differ in spaces only', '{"a":1}', '{"a": 1}'],
    ['where they differ in what no number holds', '[12345678901234567890]', '[12345678901234567891]'],
  ])('is what was written %s', (_, before, after) => {
    expect(comparable(before, after)).toEqual([before, after]);
  });
});
