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
import { Attempts } from '../attempts';
import { Delivery } from '../delivery';
import { StoppedError } from '../failures';
import { Context } from './context';
import type { Inbox } from './deduplicate';
import type { Handler, RequestHandler } from './handler';
import type { AppMiddleware, Middleware } from './middleware';
import { pipeline } from './pipeline';
import { OutageGate } from '../outage-gate';
import { SendQueue } from '../send-queue';
import { NO_METRICS, type BusLog } from '../settings';

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
const EVENT = {
  type: 'quality_assessed' as const,
  payload: { entity_id: 'x', quality_score: 1, onex_compliance: 1, dimensions: {} },
};

function requestRecord(payload: JsonObject = { requirements: ['cache'] }): InboundRecord {
  const parts = { operation: 'mixin', style: 'dotted', correlationId: 'c-1', sessionId: 's-1' } as const;
  const { topic, value } = encodeRequest({ ...parts, payload }, ORIGIN);
  return { topic, partition: 0, offset: '0', timestamp: 0, key: null, value: Buffer.from(value), headers: {} };
}

type Send = (records: readonly OutboundRecord[]) => Promise<void>;

/** The real pipeline on a sender of the test's own. */
function stage(send: Send, inbox: Inbox | null = null, middleware: AppMiddleware = {}, metrics = NO_METRICS) {
  const lines: object[] = [];
  const stop = new AbortController();
  const queue = new SendQueue(() => Promise.resolve({ send, disconnect: () => Promise.resolve() }), NO_METRICS);
  const delivery = new Delivery(queue, SILENT, NO_METRICS, stop.signal);
  const attempts = new Attempts({
    schedule: { retries: 2, firstDelayMs: 1, jitter: 0 },
    classify: () => null,
    gate: new OutageGate(() => Promise.resolve(), SILENT, NO_METRICS, stop.signal),
    random: () => 0.5,
    log: SILENT,
    metrics: NO_METRICS,
    signal: stop.signal,
  });
  const run = pipeline({
    origin: ORIGIN,
    consumerGroup: 'group',
    maxRetries: 2,
    delivery,
    metrics,
    log: { info: (facts: object) => void lines.push(facts) },
    inbox,
    middleware,
  });
  const settle = async (record: InboundRecord, handler: Handler): Promise<Context> => {
    const context = new Context(record, handler, attempts);
    await run(context);
    return context;
  };
  const ask = async (handle: RequestHandler['handle'], record = requestRecord()) =>
    (await settle(record, { kind: 'request', name: 'mixin', handle })).outcome;
  return { ask, settle, stop, delivery, lines };
}

/** A sender that keeps what it is given. */
function kept() {
  const records: OutboundRecord[] = [];
  return {
    get topics(): string[] {
      return records.map(({ topic }) => topic);
    },
    /** Where in a trace they are. */
    get traces(): (string | undefined)[] {
      return records.map(({ headers }) => headers?.['traceparent']?.toString());
    },
    get text(): string {
      return records.map(({ value }) => String(value)).join('\n');
    },
    get ids(): unknown[] {
      return records.map(({ headers }) => headers?.['event_id']);
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

describe('the pipeline', () => {
  it('answers what nobody wants any more without work, and keeps no dead letter of it', async () => {
    const sent = kept();
    const cancelled: Middleware = (context, next) => {
      context.reject({ refusal: refusal('cancelled', 'its session was cancelled'), category: 'contract' });
      return next();
    };
    const { ask } = stage(sent.send, null, { around: [cancelled] });
    const handle = jest.fn(async () => answer(RESULT));
    expect(await ask(handle)).toBe('refused');
    expect(handle).not.toHaveBeenCalled();
    expect(sent.topics).toEqual(['omninode.codegen.response.mixin.v1', 'omninode_codegen_status_session_v1']);
    expect(sent.text).toContain('"code":"cancelled"');
    expect(sent.steps).toEqual([['cancelled', 10]]);
  });

  it('announces, answers with its side events, and reports completion', async () => {
    const sent = kept();
    const { ask } = stage(sent.send);
    expect(await ask(async () => answer(RESULT, [EVENT]))).toBe('answered');
    expect(sent.topics).toEqual([
      'omninode_codegen_status_session_v1',
      'omninode.codegen.response.mixin.v1',
      'omninode.intelligence.event.quality_assessed.v1',
      'omninode_codegen_status_session_v1',
    ]);
  });

  it('lets a session hear what a long request is at, once for each stage, and how far one had come that failed', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'performance', 'Date'] });
    const [sent, failed] = [kept(), kept()];
    const work: RequestHandler['handle'] = async (_request, report) => {
      report(0.25, 'parsing');
      jest.advanceTimersByTime(500);
      report(0.5, 'checking');
      report(7, 'scoring');
      jest.advanceTimersByTime(500);
      return answer(RESULT);
    };
    expect(await stage(sent.send).ask(work)).toBe('answered');
    const stages = [
      ['processing', 10],
      ['processing', 30],
      ['processing', 90],
    ];
    expect(sent.steps).toEqual([...stages, ['completed', 100]]);
    expect(sent.text).toContain('"message":"scoring"');
    expect(new Set(sent.ids).size).toBe(sent.ids.length);
    const refused: RequestHandler['handle'] = async (request, report) => {
      await work(request, report);
      return refuse(refusal('unfinished', 'it did not finish'));
    };
    await stage(failed.send).ask(refused);
    expect(failed.steps).toEqual([...stages, ['failed', 90]]);
    expect(failed.ids.slice(0, 3)).toEqual(sent.ids.slice(0, 3));
    jest.useRealTimers();
  });

  it('passes on where its request is in a trace, with all that it causes, and nothing that is no trace', async () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const traced = (record: InboundRecord, text: string) => ({
      ...record,
      headers: { traceparent: Buffer.from(text) },
    });
    const [answered, refused, hostile] = [kept(), kept(), kept()];
    await stage(answered.send).ask(async () => answer(RESULT, [EVENT]), traced(requestRecord(), traceparent));
    expect(answered.traces).toEqual(Array(4).fill(traceparent));
    await stage(refused.send).ask(async () => answer(RESULT), traced(requestRecord({ requirements: 5 }), traceparent));
    expect(refused.topics.at(-1)).toBe('omninode.codegen.request.mixin.v1.dlq');
    expect(refused.traces).toEqual(refused.topics.map(() => traceparent));
    await stage(hostile.send).ask(async () => answer(RESULT), traced(requestRecord(), `${traceparent}-and more`));
    expect(hostile.traces).toEqual(hostile.topics.map(() => undefined));
  });

  it('tells of each request how it ended, and whether it was what its schema says', async () => {
    const checked: unknown[] = [];
    const metrics = { ...NO_METRICS, checked: (...told: unknown[]) => void checked.push(told) };
    const { ask, lines } = stage(kept().send, null, {}, metrics);
    await ask(async () => answer(RESULT));
    await ask(async () => answer(RESULT), requestRecord({ requirements: 5 }));
    await ask(async () => answer(RESULT), { ...requestRecord(), value: Buffer.from('{'), key: Buffer.from('c-2') });
    const line = { topic: 'omninode.codegen.request.mixin.v1', operation: 'mixin', milliseconds: expect.any(Number) };
    expect(lines).toEqual([
      { ...line, correlation_id: 'c-1', session_id: 's-1', outcome: 'answered' },
      { ...line, correlation_id: 'c-1', session_id: 's-1', outcome: 'refused', code: 'invalid_payload' },
      { ...line, correlation_id: 'c-2', session_id: null, outcome: 'refused', code: 'invalid_json' },
    ]);
    expect(checked).toEqual([
      ['mixin', expect.stringMatching(/^\d\.\d$|none/), true],
      ['mixin', expect.stringMatching(/^\d\.\d$|none/), false],
      ['mixin', 'none', false],
    ]);
  });

  it('gives up quietly when the worker stops while nothing can be published', async () => {
    const unheard: unknown[] = [];
    const listen = (reason: unknown): void => void unheard.push(reason);
    process.on('unhandledRejection', listen);
    const { ask, delivery, stop } = stage(() => Promise.reject(new Error('the broker is away')));
    let finish = (): void => undefined;
    const handled = new Promise<void>((resolve) => (finish = resolve));
    const settled = ask(async () => {
      await handled;
      return answer(RESULT);
    });
    while (delivery.failure === null) await new Promise((resolve) => setImmediate(resolve));
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
    const { ask } = stage(sent.send, inbox);
    expect(await ask(async () => answer(RESULT))).toBe('answered');
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
    const { ask } = stage(sent.send, inbox);
    const handler = async () => refuse(refusal('code_too_large', 'too much'), [EVENT]);
    expect(await ask(handler)).toBe('refused');
    expect(await ask(handler)).toBe('refused');
    expect(sent.topics.filter((topic) => topic.includes('quality_assessed'))).toHaveLength(1);
    expect(sent.topics.filter((topic) => topic.endsWith('.dlq'))).toHaveLength(2);
  });

  it('treats a result that breaks its own schema as a mistake of ours, told and kept', async () => {
    const sent = kept();
    const { ask } = stage(sent.send);
    const handler = async () => answer({ ...RESULT, total_recommendations: 'many' });
    expect(await ask(handler)).toBe('dead_lettered');
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
    await stage(sent.send).ask(handler, request);
    expect(sent.steps).toEqual(steps);
  });

  it('answers with a refusal when the reply is too large to send', async () => {
    const sent = kept();
    const { ask } = stage(sent.send);
    const handler = async () => answer({ ...RESULT, reasoning: 'x'.repeat(2_000_000) });
    expect(await ask(handler)).toBe('refused');
    expect(sent.topics.slice(1)).toEqual([
      'omninode.codegen.response.mixin.v1',
      'omninode_codegen_status_session_v1',
      'omninode.codegen.request.mixin.v1.dlq',
    ]);
  });

  it('leaves out what is too large beside a refusal, and tells the refusal', async () => {
    const sent = kept();
    const huge = { ...EVENT, payload: { ...EVENT.payload, entity_id: 'x'.repeat(2_000_000) } };
    const { ask } = stage(sent.send);
    expect(await ask(async () => refuse(refusal('code_too_large', 'too much'), [huge]))).toBe('refused');
    expect(sent.topics.slice(1)).toEqual([
      'omninode.codegen.response.mixin.v1',
      'omninode_codegen_status_session_v1',
      'omninode.codegen.request.mixin.v1.dlq',
    ]);
  });

  it('shows the steps of an app the decoded message, what was decided, and the end when all of it is published', async () => {
    const sent = kept();
    const seen: unknown[] = [];
    const around: Middleware = async (context, next) => {
      seen.push(context.request?.correlationId);
      await next();
      seen.push(context.outcome, sent.topics.at(-1));
    };
    const within: Middleware = async (context, next) => {
      await next();
      seen.push(context.result?.kind);
      context.publish({ topic: 'beside', key: null, value: '' });
    };
    const { ask } = stage(sent.send, null, { around: [around], within: [within] });
    await ask(async () => answer(RESULT));
    expect(seen).toEqual(['c-1', 'answer', 'answered', STATUS_TOPIC]);
    expect(sent.topics).toContain('beside');
  });

  it('shows them a record that cannot be read only from around, with the reason', async () => {
    const seen: unknown[] = [];
    const around: Middleware = async (context, next) => {
      await next();
      seen.push(context.request, context.rejection?.refusal.code);
    };
    const within: Middleware = async (context, next) => {
      await next();
      seen.push(context.result);
    };
    const sent = kept();
    const { ask } = stage(sent.send, null, { around: [around], within: [within] });
    const record = { ...requestRecord(), value: Buffer.from('{') };
    expect(await ask(async () => answer(RESULT), record)).toBe('refused');
    expect(seen).toEqual([null, null, 'invalid_json']);
  });

  it('publishes what an event led to before it ends, and nothing of a try that failed', async () => {
    const sent = kept();
    const { settle } = stage(sent.send);
    let tries = 0;
    const handle = async (event: unknown): Promise<OutboundRecord[]> => {
      if (++tries === 1) throw new Error('once');
      return [{ topic: 'caused', key: null, value: String(event) }];
    };
    const { outcome } = await settle(requestRecord(), {
      kind: 'event',
      name: 'news',
      decode: () => 'read',
      order: 'key',
      handle,
    });
    expect(outcome).toBe('consumed');
    expect(sent.topics).toEqual(['caused']);
  });

  it('answers and dead-letters a request that our own decoder breaks down on', async () => {
    const value = requestRecord().value as Buffer;
    const bytes = value.length;
    let looks = 0;
    Object.defineProperty(value, 'length', {
      get() {
        if (looks++ === 0) throw new SyntaxError('a mistake of ours');
        return bytes;
      },
    });
    const sent = kept();
    const { ask } = stage(sent.send);
    const record = { ...requestRecord(), key: Buffer.from('c-9'), value };
    expect(await ask(async () => answer(RESULT), record)).toBe('dead_lettered');
    expect(sent.topics).toEqual(['omninode.codegen.response.mixin.v1', 'omninode.codegen.request.mixin.v1.dlq']);
    expect(sent.text).toContain('"correlation_id":"c-9"');
    expect(sent.text).toContain('mixin could not be read: SyntaxError');
  });

  it.each([1, 2])(
    'answers and dead-letters a request when a step breaks down, as far as it can: %i times',
    async (times) => {
      let broken = 0;
      const step: Middleware = async (_, next) => {
        await next();
        if (broken++ < times) throw new TypeError('a mistake of ours');
      };
      const sent = kept();
      const { ask } = stage(sent.send, null, { within: [step] });
      expect(await ask(async () => answer(RESULT, [EVENT]))).toBe('dead_lettered');
      const told = ['omninode.codegen.response.mixin.v1', STATUS_TOPIC];
      expect(sent.topics).toEqual([
        STATUS_TOPIC,
        ...(times === 1 ? told : []),
        'omninode.codegen.request.mixin.v1.dlq',
      ]);
      expect(sent.text).toContain('internal_error');
    },
  );

  it('dead-letters an event whose decoder fails', async () => {
    const sent = kept();
    const decode = () => {
      throw new RangeError('a mistake of ours');
    };
    const { settle } = stage(sent.send);
    const { outcome } = await settle(requestRecord(), {
      kind: 'event',
      name: 'news',
      decode,
      order: 'key',
      handle: async () => [],
    });
    expect(outcome).toBe('dead_lettered');
    expect(sent.topics).toEqual(['omninode.codegen.request.mixin.v1.dlq']);
  });

  it('parses a value once, whatever becomes of the record', async () => {
    const parse = jest.spyOn(JSON, 'parse');
    const { ask } = stage(kept().send);
    await ask(async () => refuse(refusal('code_too_large', 'too much')));
    const parsed = parse.mock.calls.length;
    parse.mockRestore();
    expect(parsed).toBe(1);
  });
});
