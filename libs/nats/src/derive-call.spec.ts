import { deriveCall, type ServedCall } from './derive-call';
import { faultsOf } from './message';

const CALL: ServedCall = {
  operation: 'GET /api/v1/events/:id',
  actor: 'ada',
  requestId: 'r-1',
  status: 200,
  tookMs: 1.5,
};
let ids = 0;
const FROM = { service: 'recorder', now: () => new Date('2026-03-04T05:06:07.890Z'), newId: () => `id-${++ids}` };

describe('a call over HTTP', () => {
  it('is usage of whoever called, once for each call', () => {
    const [first, second] = [deriveCall(CALL, FROM), deriveCall(CALL, FROM)];
    expect(faultsOf(first)).toEqual([]);
    expect(first).toMatchObject({
      subject: 'usage.metered.api_call',
      payload: {
        event_id: first.eventId,
        service_name: 'recorder',
        user_id: 'ada',
        quantity: 1,
        metadata: { operation: 'GET /api/v1/events/:id', request_id: 'r-1', http_status: 200, response_time_ms: 1.5 },
      },
    });
    expect(second.eventId).not.toBe(first.eventId);
  });

  it('names nobody where nobody had to say who is calling', () => {
    const { actor: _, ...anonymous } = CALL;
    expect(deriveCall(anonymous, FROM).payload).not.toHaveProperty('user_id');
  });
});
