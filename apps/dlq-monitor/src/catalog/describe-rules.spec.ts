import { INSTANT } from '#contracts';
import { describeRules } from './describe-rules';

describe('rules in words', () => {
  it.each<[object, string[]]>([
    [{ type: 'string' }, []],
    [{ minimum: 0, maximum: 1 }, ['0 to 1']],
    [{ minimum: 1 }, ['at least 1']],
    [{ maximum: 20 }, ['at most 20']],
    [{ maxLength: 4096 }, ['at most 4,096 characters']],
    [{ minItems: 1 }, ['at least 1 item']],
    [{ enum: ['low', 'high', ''] }, ['one of low, high, ""']],
    [{ not: { const: '' } }, ['not empty']],
    [{ pattern: INSTANT.source }, ['date and time, ISO 8601']],
    [{ anyOf: [{ required: ['a', 'b'] }, { required: ['c'] }] }, ['a and b or c is required']],
    [{ anyOf: [{ const: 1 }] }, ['anyOf [{"const":1}]']],
    [{ pattern: '^x+$' }, ['matches ^x+$']],
    [{ items: { type: 'string', maxLength: 5 } }, ['each at most 5 characters']],
  ])('%j is %j', (schema, words) => {
    expect(describeRules({ ...schema })).toEqual(words);
  });

  it('show a keyword nobody has words for as it stands', () => {
    expect(describeRules({ multipleOf: 5, toString: 1 })).toEqual(['multipleOf 5', 'toString 1']);
  });
});
