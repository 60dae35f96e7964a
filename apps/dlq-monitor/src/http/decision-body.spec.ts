import { readBulkDecision, readDecision } from './decision-body';

const failing = (field: string, code = 'invalid_field'): Error =>
  expect.objectContaining({ status: 400, code, facts: { field } }) as Error;

describe('a decision about one dead letter', () => {
  it('says why, and may say who decides', () => {
    expect(readDecision({ reason: 'resent by hand' })).toEqual({ actor: 'not named', reason: 'resent by hand' });
    expect(readDecision({ actor: 'ada', reason: 'x' })).toEqual({ actor: 'ada', reason: 'x' });
  });

  it.each([
    [{}, 'reason', 'missing_field'],
    [{ reason: '  ' }, 'reason', 'invalid_field'],
    [{ reason: 5 }, 'reason', 'invalid_field'],
    [{ reason: null }, 'reason', 'invalid_field'],
    [{ reason: 'a\u0000' }, 'reason', 'invalid_field'],
    [{ reason: 'a\uD800' }, 'reason', 'invalid_field'],
    [{ reason: 'a'.repeat(1_001) }, 'reason', 'invalid_field'],
    [{ reason: 'x', actor: '' }, 'actor', 'invalid_field'],
    [{ reason: 'x', actor: 'a'.repeat(201) }, 'actor', 'invalid_field'],
    [{ reason: 'x', ids: ['1'] }, 'ids', 'unknown_field'],
    [JSON.parse('{"reason":"x","__proto__":{}}') as object, '__proto__', 'unknown_field'],
  ])('refuses %.60j', (body, field, code) => {
    expect(() => readDecision(body)).toThrow(failing(field, code));
  });
});

describe('a decision about many', () => {
  const by = { actor: 'ada', reason: 'fixed' };

  it('names them', () => {
    const { choice } = readBulkDecision({ ...by, ids: ['1', 2, '1', '007'] });
    expect(choice).toEqual({ ids: ['1', '2', '7'] });
  });

  it('or says what they have in common', () => {
    const filter = { topic: 'a.dlq', code: 'invalid_json', correlation_id: 'c' };
    expect(readBulkDecision({ ...by, filter })).toEqual({ by, choice: { filter } });
  });

  it.each([
    [{}, 'ids', 'missing_field'],
    [{ ids: ['1'], filter: { code: 'x' } }, 'ids', 'missing_field'],
    [{ ids: [] }, 'ids', 'invalid_field'],
    [{ ids: '1' }, 'ids', 'invalid_field'],
    [{ ids: ['1', 'two'] }, 'ids', 'invalid_field'],
    [{ ids: [1.5] }, 'ids', 'invalid_field'],
    [{ ids: [[1]] }, 'ids', 'invalid_field'],
    [{ ids: Array.from({ length: 1_001 }, String) }, 'ids', 'invalid_field'],
    [{ filter: {} }, 'filter', 'invalid_field'],
    [{ filter: [] }, 'filter', 'invalid_field'],
    [{ filter: null }, 'filter', 'invalid_field'],
    [{ filter: { status: 'open' } }, 'filter.status', 'unknown_field'],
    [{ filter: { topic: 'a b' } }, 'filter.topic', 'invalid_field'],
    [{ filter: { code: 5 } }, 'filter.code', 'invalid_field'],
  ])('refuses %.60j', (body, field, code) => {
    expect(() => readBulkDecision({ ...by, ...body })).toThrow(failing(field, code));
  });
});
