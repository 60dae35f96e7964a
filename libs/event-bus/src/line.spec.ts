import {
  answer,
  encodeRequest,
  refusal,
  refuse,
  type CodegenStatusEvent,
  type InboundRecord,
  type JsonObject,
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
const STATUS_TOPIC = 'omninode_codegen_status_session_v1';
const RESULT = { mixin_recommendations: [], total_recommendations: 0, reasoning: '' };
const EVENT = { type: 'quality_assessed' as const, payload: { entity_id: 'x', quality_score: 1, dimensions: {} } };

function requestRecord(payload: JsonObject = { requirements: ['cache'] }): InboundRecord {
  const parts = { operation: 'mixin', style: 'dotted', correlationId: 'c-1', sessionId: 's-1' } as const;
  const { topic, value } = encodeRequest({ ...parts, payload }, ORIGIN);
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
  const records: OutboundRecord[] = [];
  return {
    get topics(): string[] {
      return records.map(({ topic }) => topic);
    },
    /** What sessions heard. */
    get steps(): (readonly [status: string, progress: number])[] {
      const statuses = records.filter(({ topic }) => topic === STATUS_TOPIC);
      return statuses.map(({ value }) => {
        const { payload } = JSON.parse(String(value)) as { payload: CodegenStatusEvent };
        return [payload.status, payload.progress_percentage];
      });
    },
    send: async (sent: readonly OutboundRecord[]) => void records.push(...sent),
  };
}

describe('the line', () => {
  it('announces, answers with its side events, and reports completion', async () => {
    const sent = kept();
    const { parts } = line(sent.send);
    expect(await settleRequest(requestRecord(), async () => answer(RESULT, [EVENT]), parts)).toBe('answered');
    expect(sent.topics).toEqual([
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
    const sent = kept();
    const { parts } = line(sent.send, inbox);
    expect(await settleRequest(requestRecord(), async () => answer(RESULT), parts)).toBe('answered');
    expect(calls).toBe(Math.min(failures + 1, 3));
    expect(sent.topics.filter((topic) => topic.endsWith('.dlq'))).toEqual([]);
  });

  it('remembers refused requests too, so that their side events are not repeated', async () => {
    const finished = new Set<string>();
    const inbox: Inbox = {
      finished: async (id) => finished.has(id),
      finish: async (id) => void finished.add(id),
    };
    const sent = kept();
    const { parts } = line(sent.send, inbox);
    const handler = async () => refuse(refusal('code_too_large', 'too much'), [EVENT]);
    expect(await settleRequest(requestRecord(), handler, parts)).toBe('refused');
    expect(await settleRequest(requestRecord(), handler, parts)).toBe('refused');
    expect(sent.topics.filter((topic) => topic.includes('quality_assessed'))).toHaveLength(1);
    expect(sent.topics.filter((topic) => topic.endsWith('.dlq'))).toHaveLength(2);
  });

  it('treats a result that breaks its own schema as a mistake of ours, told and kept', async () => {
    const sent = kept();
    const { parts } = line(sent.send);
    const handler = async () => answer({ ...RESULT, total_recommendations: 'many' });
    expect(await settleRequest(requestRecord(), handler, parts)).toBe('dead_lettered');
    expect(sent.topics).toContain('omninode.codegen.response.mixin.v1');
    expect(sent.topics.at(-1)).toBe('omninode.codegen.request.mixin.v1.dlq');
  });

  it.each([
    [
      'decoded and answered',
      {},
      async () => answer(RESULT),
      [
        ['processing', 10],
        ['completed', 100],
      ],
    ],
    [
      'refused by its handler',
      {},
      async () => refuse(refusal('invalid_payload', 'no')),
      [
        ['processing', 10],
        ['failed', 10],
      ],
    ],
    [
      'answered beyond any message',
      {},
      async () => answer({ ...RESULT, reasoning: 'x'.repeat(2_000_000) }),
      [
        ['processing', 10],
        ['failed', 90],
      ],
    ],
    ['not readable', { requirements: 7 }, async () => answer(RESULT), [['failed', 0]]],
  ] as const)('tells how far a request came that was %s', async (_, payload, handler, steps) => {
    const sent = kept();
    const request = requestRecord({ requirements: ['cache'], ...payload });
    await settleRequest(request, handler, line(sent.send).parts);
    expect(sent.steps).toEqual(steps);
  });

  it('answers with a refusal when the reply is too large to send', async () => {
    const sent = kept();
    const { parts } = line(sent.send);
    const handler = async () => answer({ ...RESULT, reasoning: 'x'.repeat(2_000_000) });
    expect(await settleRequest(requestRecord(), handler, parts)).toBe('refused');
    expect(sent.topics.slice(1)).toEqual([
      'omninode.codegen.response.mixin.v1',
      'omninode_codegen_status_session_v1',
      'omninode.codegen.request.mixin.v1.dlq',
    ]);
  });
});
