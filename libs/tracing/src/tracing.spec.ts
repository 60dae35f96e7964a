import { activeSpan, bound, errorCodeOf, inSpan, isTracing, outsideSpans, startSpan, startTracing } from './tracing';

describe('a process that is not traced', () => {
  it('starts nothing and has no spans', async () => {
    startTracing(null);
    const none = jest.fn();
    const work = jest.fn(() => 'done');
    expect([isTracing(), activeSpan(), startSpan('s', { kind: 'internal' })]).toEqual([false, null, null]);
    expect(await inSpan('s', { kind: 'internal' }, async (span) => span)).toBeNull();
    expect([bound(none), outsideSpans(work)]).toEqual([none, 'done']);
  });
});

it.each([
  ['its code', Object.assign(new Error('secret'), { code: '23505' }), '23505'],
  ['else its name', new TypeError('secret'), 'TypeError'],
  ['nothing of what is no error', 'secret', 'unknown'],
])('of an error a trace is told %s', (_, error, code) => {
  expect(errorCodeOf(error)).toBe(code);
});
