import type { JsonObject, Reply } from '#contracts';
import { disagreements } from './agreement';

const reply = (payload: JsonObject, code?: string): Reply => ({
  topic: 't',
  correlationId: 'c',
  eventId: null,
  causationId: null,
  payload,
  error: code === undefined ? null : { code, message: '' },
});

const ANSWER = {
  correlation_id: '550e8400-e29b-41d4-a716-446655440000',
  timestamp: '2026-01-02T03:04:05.678Z',
  processing_time_ms: 7,
  issues: [{ line: 3 }],
};

describe('two answers to one request', () => {
  it('agree where only ids, instants and measured times differ', () => {
    const other = {
      ...ANSWER,
      correlation_id: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
      timestamp: '2026-01-02T03:04:06.000Z',
      processing_time_ms: 900,
    };
    expect(disagreements(reply(ANSWER), reply(other))).toEqual([]);
  });

  it.each([
    ['another value', { ...ANSWER, issues: [{ line: 4 }] }, undefined, 'payload.issues[0].line'],
    ['fewer items', { ...ANSWER, issues: [] }, undefined, 'payload.issues.length'],
    ['no time at all', { ...ANSWER, timestamp: null }, undefined, 'payload.timestamp'],
    ['another outcome', ANSWER, 'invalid_payload', 'code'],
  ])('do not agree where one has %s', (_, payload, code, path) => {
    expect(disagreements(reply(ANSWER), reply(payload, code)).map((difference) => difference.path)).toEqual([path]);
  });
});
