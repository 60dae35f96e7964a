import {
  answer,
  encodeRequest,
  refusal,
  refuse,
  type InboundRecord,
  type Origin,
  type OutboundRecord,
} from '#contracts';
import { Attempts } from './attempts';
import { Delivery } from './delivery';
import { StoppedError } from './failures';
import { settleRequest } from './line';
import type { Inbox, LineParts } from './line-parts';
import { OutageGate } from './outage-gate';
import { SendQueue } from './send-queue';
import { NO_METRICS, type BusLog } from './settings';

const nothing = (): void => undefined;
const SILENT: BusLog = { debug: nothing, info: nothing, warn: nothing, error: nothing };
const ORIGIN: Origin = {
  service: 's',
  version: '1.0.0',
  instanceId: 'i',
  hostname: 'h',
  now: () => new Date(0),
  newId: () => 'new-id',
};
const RESULT = { mixin_recommendations: [], total_recommendations: 0, reasoning: '' };
const EVENT = { type: 'quality_assessed' as const, payload: { entity_id: 'x', quality_score: 1, dimensions: {} } };

function requestRecord(): InboundRecord {
  const parts = { operation: 'mixin', style: 'dotted', correlationId: 'c-1', sessionId: 's-1' } as const;
  const { topic, value } = encodeRequest({ ...parts, payload: { requirements: ['cache'] } }, ORIGIN);
  return { topic, partition: 0, offset: '0', timestamp: 0, key: null, value: Buffer.from(value), headers: {} };
}

/** The real line on a sender of the test's own. */
function line(send: (records: readonly OutboundRecord[]) => Promise<void>, inbox: Inbox | null = null) {
  const stop = new AbortController();
  const queue = new SendQueue(() => Promise.resolve({ send, disconnect: () => Promise.resolve() }), NO_METRICS);
  const parts: LineParts = {
    origin: ORIGIN,
    consumerGroup: 'group',
    inbox,
    delivery: new Delivery(queue, SILENT, NO_METRICS, stop.signal),
    attempts: new Attempts({
      schedule: { retries: 2, firstDelayMs: 1, jitter: 0 },
      classify: () => null,
      gate: new OutageGate(() => Promise.resolve(), SILENT, NO_METRICS, stop.signal),
      random: () => 0.5,
      log: SILENT,
      metrics: NO_METRICS,
      signal: stop.signal,
    }),
  };
  return { parts, stop };
}

/** A sender that keeps what it is given. */
function kept() {
  const topics: string[] = [];
  return {
    topics,
    send: async (records: readonly OutboundRecord[]) => void topics.push(...records.map((one) => one.topic)),
  };
}

describe('the line', () => {
  it('announces, answers with its side events, and reports completion', async () => {
    const { topics, send } = kept();
    const { parts } = line(send);
    expect(await settleRequest(requestRecord(), async () => answer(RESULT, [EVENT]), parts)).toBe('answered');
    expect(topics).toEqual([
      'omninode_codegen_status_session_v1',
      'omninode.codegen.response.mixin.v1',
      'omninode.intelligence.event.quality_assessed.v1',
      'omninode_codegen_status_session_v1',
    ]);
  });

  it('gives up quietly when the worker stops while nothing can be published', async () => {
    const unheard: unknown[] = [];
    const listen = (reason: unknown): void => void unheard.push(reason);
    process.on('unhandledRejection', listen);
    const { parts, stop } = line(() => Promise.reject(new Error('the broker is away')));
    let finish = (): void => undefined;
    const handled = new Promise<void>((resolve) => (finish = resolve));
    const settled = settleRequest(
      requestRecord(),
      async () => {
        await handled;
        return answer(RESULT);
      },
      parts,
    );
    while (parts.delivery.failure === null) await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    for (let turns = 0; turns < 10; turns++) await new Promise((resolve) => setImmediate(resolve));
    finish();
    await expect(settled).rejects.toThrow(StoppedError);
    process.off('unhandledRejection', listen);
    expect(unheard).toEqual([]);
  });

  it.each([1, 100])('survives an inbox that fails %i times after the reply is out', async (failures) => {
    let calls = 0;
    const inbox: Inbox = {
      finished: () => Promise.resolve(false),
      finish: () => (++calls <= failures ? Promise.reject(new Error('connection lost')) : Promise.resolve()),
    };
    const { topics, send } = kept();
    const { parts } = line(send, inbox);
    expect(await settleRequest(requestRecord(), async () => answer(RESULT), parts)).toBe('answered');
    expect(calls).toBe(Math.min(failures + 1, 3));
    expect(topics.filter((topic) => topic.endsWith('.dlq'))).toEqual([]);
  });

  it('remembers refused requests too, so that their side events are not repeated', async () => {
    const finished = new Set<string>();
    const inbox: Inbox = {
      finished: async (id) => finished.has(id),
      finish: async (id) => void finished.add(id),
    };
    const { topics, send } = kept();
    const { parts } = line(send, inbox);
    const handler = async () => refuse(refusal('code_too_large', 'too much'), [EVENT]);
    expect(await settleRequest(requestRecord(), handler, parts)).toBe('refused');
    expect(await settleRequest(requestRecord(), handler, parts)).toBe('refused');
    expect(topics.filter((topic) => topic.includes('quality_assessed'))).toHaveLength(1);
    expect(topics.filter((topic) => topic.endsWith('.dlq'))).toHaveLength(2);
  });

  it('treats a result that breaks its own schema as a mistake of ours, told and kept', async () => {
    const { topics, send } = kept();
    const { parts } = line(send);
    const handler = async () => answer({ ...RESULT, total_recommendations: 'many' });
    expect(await settleRequest(requestRecord(), handler, parts)).toBe('dead_lettered');
    expect(topics).toContain('omninode.codegen.response.mixin.v1');
    expect(topics.at(-1)).toBe('omninode.codegen.request.mixin.v1.dlq');
  });

  it('answers with a refusal when the reply is too large to send', async () => {
    const { topics, send } = kept();
    const { parts } = line(send);
    const handler = async () => answer({ ...RESULT, reasoning: 'x'.repeat(2_000_000) });
    expect(await settleRequest(requestRecord(), handler, parts)).toBe('refused');
    expect(topics.slice(1)).toEqual([
      'omninode.codegen.response.mixin.v1',
      'omninode_codegen_status_session_v1',
      'omninode.codegen.request.mixin.v1.dlq',
    ]);
  });
});
