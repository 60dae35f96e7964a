import { describeError, type ErrorDescription } from './describe-error';

const depthOf = (error: ErrorDescription): number => (error.cause ? 1 + depthOf(error.cause) : 0);

describe('describeError', () => {
  it('follows five causes and no more', () => {
    const chain = Array.from({ length: 9 }).reduce<Error>((cause) => new Error('outer', { cause }), new Error('inner'));
    expect(depthOf(describeError(chain))).toBe(5);
  });

  it('takes the first failure of several for the cause', () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED ::1:5432'), { code: 'ECONNREFUSED' });
    expect(describeError(new AggregateError([refused, new Error('second')])).cause).toMatchObject({
      code: 'ECONNREFUSED',
      message: 'connect ECONNREFUSED ::1:5432',
    });
  });

  it('keeps a long message whole, because a refused configuration names every variable', () => {
    const message = 'PORT: expected a number; '.repeat(100).trim();
    expect(describeError(new Error(message)).message).toBe(message);
  });

  it('tells only the kind of an object that was thrown', () => {
    expect(describeError({ code: 'print(1)' })).toEqual({ message: 'an object' });
    expect(describeError('a word')).toEqual({ message: 'a word' });
  });
});
