import { answer, decodeReply, encodeRequest, type InboundRecord, type JsonObject, type Origin } from '#contracts';
import type { RequestHandler } from './handler';
import { rehearse } from './rehearse';

const ORIGIN: Origin = {
  service: 's',
  version: '1.0.0',
  instanceId: 'i',
  hostname: 'h',
  now: () => new Date(0),
  newId: () => 'new-id',
};
const RESULT = { mixin_recommendations: [], total_recommendations: 0, reasoning: '' };
const EVENT = {
  type: 'quality_assessed' as const,
  payload: { entity_id: 'x', quality_score: 1, onex_compliance: 1, dimensions: {} },
};

function requestRecord(payload: JsonObject = { requirements: ['cache'] }): InboundRecord {
  const parts = { operation: 'mixin', style: 'dotted', correlationId: 'c-1', sessionId: 's-1' } as const;
  const { topic, value } = encodeRequest({ ...parts, payload }, ORIGIN);
  return { topic, partition: 0, offset: '0', timestamp: 0, key: null, value: Buffer.from(value), headers: {} };
}

const handler = (handle: RequestHandler['handle']): RequestHandler => ({ kind: 'request', name: 'mixin', handle });

describe('rehearsing a record', () => {
  it('tells the reply and the events that would be published, and what the reply says that it took', async () => {
    let now = 0;
    const { outcome, rejection, reply, events } = await rehearse(
      requestRecord(),
      handler(async () => answer(RESULT, [EVENT])),
      ORIGIN,
      { elapsed: () => (now += 250) },
    );
    expect([outcome, rejection, events.length]).toEqual(['answered', null, 1]);
    expect(reply?.topic).toBe('omninode.codegen.response.mixin.v1');
    expect(String(reply?.value)).toContain('"processing_time_ms":250');
  });

  it('refuses what the worker would refuse, without asking the handler', async () => {
    const handle = jest.fn();
    const { outcome, rejection, reply } = await rehearse(requestRecord({ requirements: [] }), handler(handle), ORIGIN);
    expect([outcome, rejection?.refusal.code]).toEqual(['refused', 'invalid_payload']);
    expect(reply?.headers).toMatchObject({ 'x-error-code': 'invalid_payload' });
    expect(handle).not.toHaveBeenCalled();
  });

  it('tells why a handler fails, and tries it once', async () => {
    const failure = new Error('the disk is full');
    const handle = jest.fn(() => Promise.reject(failure));
    const { outcome, rejection, reply, address } = await rehearse(requestRecord(), handler(handle), ORIGIN);
    expect([outcome, rejection?.cause, address?.correlationId]).toEqual(['dead_lettered', failure, 'c-1']);
    const received = { ...requestRecord(), ...reply, value: Buffer.from(reply?.value ?? ''), headers: {} };
    expect(decodeReply(received as InboundRecord)?.error?.code).toBe('internal_error');
    expect(handle).toHaveBeenCalledTimes(1);
  });

  it('foresees that a reply would be too large to send, and tells the refusal that would be sent', async () => {
    const result = { ...RESULT, reasoning: 'x'.repeat(1_048_577) };
    const rehearsal = await rehearse(
      requestRecord(),
      handler(async () => answer(result)),
      ORIGIN,
    );
    expect(rehearsal).toMatchObject({
      outcome: 'refused',
      failedStep: 'encode',
      rejection: { refusal: { code: 'reply_too_large' } },
      reply: { headers: { 'x-error-code': 'reply_too_large' } },
    });
  });

  it('has no reply for what nobody could be answered about', async () => {
    const nobody = { ...requestRecord(), value: Buffer.from('{') };
    const rehearsal = await rehearse(nobody, handler(jest.fn()), ORIGIN);
    expect(rehearsal).toMatchObject({ outcome: 'refused', address: null, reply: null, events: [] });
  });

  it('takes events in, too', async () => {
    const sent = { topic: 't', key: null, value: '{}' };
    const read = jest.fn(() => Promise.resolve([sent]));
    const events = { kind: 'event', name: 'e', decode: () => 7, order: 'key', handle: read } as const;
    await expect(rehearse(requestRecord(), events, ORIGIN)).resolves.toMatchObject({ reply: null, events: [sent] });
    expect(read).toHaveBeenCalledWith(7);
  });
});
