import { answer, encodeRequest, IGNORED, type InboundRecord, type Origin, type OutboundRecord } from '#contracts';
import { BusUnavailableError, MessageTooLargeError } from '../failures';
import { answerDirectly, type DirectParts } from './answer-directly';
import type { RequestHandler } from './handler';

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

function ask(parts: Partial<DirectParts>, handle: RequestHandler['handle'], sessionId: string | null = null) {
  const asked = { operation: 'mixin', style: 'dotted', correlationId: 'c-1', sessionId } as const;
  const { topic, value } = encodeRequest({ ...asked, payload: { requirements: ['cache'] } }, ORIGIN);
  const record: InboundRecord = {
    topic,
    partition: 0,
    offset: '0',
    timestamp: 0,
    key: null,
    value: Buffer.from(value),
    headers: {},
  };
  const direct = answerDirectly({ origin: ORIGIN, middleware: {}, publish: () => Promise.resolve(), ...parts });
  return direct(record, { kind: 'request', name: 'mixin', handle });
}

const bodyOf = (reply: OutboundRecord | null) => JSON.parse(String(reply?.value)) as Record<string, unknown>;

describe('a request that did not come by the bus', () => {
  it('is answered with the reply, and what else it causes is published before that', async () => {
    const published: string[] = [];
    const publish = (records: readonly OutboundRecord[]) => {
      published.push(...records.map(({ topic }) => topic));
      return Promise.resolve();
    };
    const { reply, rejection } = await ask({ publish }, async () => answer(RESULT, [EVENT]), 'session-1');
    expect(rejection).toBeNull();
    expect(bodyOf(reply)).toMatchObject({ correlation_id: 'c-1', payload: RESULT });
    const status = 'omninode_codegen_status_session_v1';
    expect(published).toEqual([status, 'omninode.intelligence.event.quality_assessed.v1', status]);
  });

  it('passes through the steps of the app', async () => {
    const seen: string[] = [];
    const step = (name: string) => (_: unknown, next: () => Promise<void>) => {
      seen.push(name);
      return next();
    };
    await ask({ middleware: { around: [step('around')], within: [step('within')] } }, async () => answer(RESULT));
    expect(seen).toEqual(['around', 'within']);
  });

  it('is tried once; the failure is told to whoever asks, with its cause', async () => {
    const failure = new Error('the database is away');
    const handle = jest.fn(() => Promise.reject(failure));
    const { reply, rejection } = await ask({}, handle);
    expect([rejection?.category, rejection?.cause, handle.mock.calls.length]).toEqual(['internal', failure, 1]);
    expect(bodyOf(reply)).toMatchObject({ error: { code: 'internal_error' } });
  });

  it('has no reply where another service has to answer', async () => {
    expect(await ask({}, async () => IGNORED)).toEqual({ reply: null, rejection: null });
  });

  it('fails where the broker does not take what it causes', async () => {
    const publish = () => Promise.reject(new BusUnavailableError('away'));
    await expect(ask({ publish }, async () => answer(RESULT, [EVENT]))).rejects.toThrow(BusUnavailableError);
  });

  it('is refused where an event would be too large for the broker', async () => {
    const publish = (records: readonly OutboundRecord[]) =>
      records.length === 0 ? Promise.resolve() : Promise.reject(new MessageTooLargeError('t', 2, 1));
    const { reply, rejection } = await ask({ publish }, async () => answer(RESULT, [EVENT]));
    expect(rejection?.refusal.code).toBe('reply_too_large');
    expect(bodyOf(reply)).toMatchObject({ error: { code: 'reply_too_large' } });
  });
});
