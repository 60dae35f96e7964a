import * as fc from 'fast-check';
import type { OrchestratorStep } from '#contracts';
import { deriveEnded, deriveStarted, type Asked, type Ended } from './derive';
import { faultsOf } from './message';

const AT = new Date('2026-03-04T05:06:07.890Z');

const ASKED: Asked = {
  operation: 'stamp',
  origin: 'e-1',
  correlationId: 'c-1',
  sessionId: null,
  eventId: 'e-1',
  trace: { user_id: 'u-1', tenant_id: 't-1', trace_id: 'x-1' },
  items: 1,
  bytes: 321,
};
const ANSWERED: Ended = { outcome: 'answered', at: AT, durationMs: 12.5, error: null };

/** Ids as the bus takes them: any text of up to 1024 UTF-16 units. */
const id = fc.string({ minLength: 1, maxLength: 1024, unit: 'binary' }).map((text) => text.slice(0, 1024));
const asked: fc.Arbitrary<Asked> = fc.record({
  operation: fc.constantFrom('stamp' as const, 'batch_stamp' as const, 'verify' as const),
  origin: id,
  correlationId: id,
  sessionId: fc.option(id),
  eventId: fc.option(id),
  trace: fc.dictionary(fc.constantFrom('user_id', 'tenant_id', 'trace_id', 'span_id'), fc.string({ maxLength: 256 })),
  items: fc.nat(),
  bytes: fc.nat(),
});
const ended: fc.Arbitrary<Ended> = fc.record({
  outcome: fc.constantFrom('answered' as const, 'refused' as const, 'failed' as const),
  at: fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true }),
  durationMs: fc.double({ min: 0, max: 1e9, noNaN: true }),
  error: fc.option(fc.record({ code: fc.string(), message: fc.string() })),
});

const all = (request: Asked, end: Ended, at = AT) => [
  ...deriveStarted(request, at, 'bridge'),
  ...deriveEnded(request, end, 'bridge'),
];

describe('the messages of one request', () => {
  it('are a step that starts, one that completes, and one api_call of usage', () => {
    const [started, completed, usage] = all(ASKED, ANSWERED);
    expect([started, completed, usage].map((message) => message?.subject)).toEqual([
      'orchestrator.step.started',
      'orchestrator.step.completed',
      'usage.metered.api_call',
    ]);
    expect(completed?.payload).toEqual({
      step_id: expect.any(String) as string,
      workflow_id: 'c-1',
      timestamp: '2026-03-04T05:06:07.890Z',
      step_name: 'Stamp Content',
      status: 'completed',
      service_name: 'bridge',
      step_type: 'stamp',
      execution_time_ms: 12.5,
      metadata: { user_id: 'u-1', tenant_id: 't-1', trace_id: 'x-1', request_id: 'e-1', correlation_id: 'c-1' },
    });
    expect(started?.payload).toMatchObject({ step_id: (completed?.payload as OrchestratorStep | undefined)?.step_id });
    expect(usage?.payload).toEqual({
      event_id: usage?.eventId,
      timestamp: '2026-03-04T05:06:07.890Z',
      service_name: 'bridge',
      user_id: 'u-1',
      tenant_id: 't-1',
      event_type: 'api_call',
      resource_type: 'api_call',
      quantity: 1,
      unit: 'request',
      metadata: { operation: 'stamp', items: 1, bytes: 321, response_time_ms: 12.5, correlation_id: 'c-1' },
    });
  });

  it.each(['refused', 'failed'] as const)('meter nothing when it was %s, and say why the step failed', (outcome) => {
    const error = { code: 'invalid_payload', message: 'no content' };
    const messages = deriveEnded(ASKED, { ...ANSWERED, outcome, error }, 'bridge');
    expect(messages).toEqual([
      expect.objectContaining({
        subject: 'orchestrator.step.failed',
        payload: expect.objectContaining({ status: 'failed', error, execution_time_ms: 12.5 }) as object,
      }),
    ]);
  });

  it('belong to the session where there is one', () => {
    for (const { family, payload } of all({ ...ASKED, sessionId: 's-1' }, ANSWERED)) {
      if (family === 'orchestrator.step') expect(payload.workflow_id).toBe('s-1');
    }
  });

  it('conform to their contracts, whatever the request looks like', () => {
    fc.assert(
      fc.property(asked, ended, (request, end) => {
        for (const message of all(request, end)) {
          expect(faultsOf({ ...message, payload: JSON.parse(JSON.stringify(message.payload)) as never })).toEqual([]);
        }
      }),
    );
  });

  it('have the same ids when the request is handled again, later and with another duration', () => {
    fc.assert(
      fc.property(asked, ended, ended, (request, once, again) => {
        const ids = (end: Ended) => all(request, { ...end, outcome: once.outcome }, end.at).map((one) => one.eventId);
        expect(ids(again)).toEqual(ids(once));
        expect(new Set(ids(once)).size).toBe(ids(once).length);
      }),
    );
  });

  it('have other ids than those of another request, and of another operation under the same event id', () => {
    const ids = (request: Asked) => all(request, ANSWERED).map(({ eventId }) => eventId);
    const distinct = [ASKED, { ...ASKED, origin: 'e-2' }, { ...ASKED, operation: 'verify' as const }].flatMap(ids);
    expect(new Set(distinct).size).toBe(9);
  });
});
