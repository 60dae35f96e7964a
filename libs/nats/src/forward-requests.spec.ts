import {
  answer,
  decodeRequest,
  encodeRequest,
  refusal,
  type InboundRecord,
  type Origin,
  type RefusalCode,
} from '#contracts';
import { Context, type Rejection } from '#event-bus';
import { faultsOf, type ForwardedMessage } from './message';
import { forwardRequests } from './forward-requests';

const ORIGIN: Origin = {
  service: 'bridge',
  version: '1.0.0',
  instanceId: 'i',
  hostname: 'h',
  now: () => new Date(0),
  newId: () => 'e-1',
};

function record(payload: Readonly<Record<string, unknown>> | null, offset = '0'): InboundRecord {
  const parts = { operation: 'batch_stamp', style: 'dotted', correlationId: 'c-1', sessionId: null } as const;
  const { topic, value } = encodeRequest({ ...parts, payload: payload ?? {} }, ORIGIN);
  return {
    topic,
    partition: 0,
    offset,
    timestamp: 0,
    key: null,
    value: payload === null ? Buffer.from('{') : Buffer.from(value),
    headers: {},
  };
}

/** What is sent for a record, and a switch for refusing to take it. */
function stage() {
  const sent: ForwardedMessage[] = [];
  const took: number[] = [];
  const state = { full: false };
  const forward = forwardRequests({
    service: 'bridge',
    now: () => new Date(0),
    send: async (messages) => {
      if (state.full) throw new Error('full');
      sent.push(...messages);
    },
    onAnswered: (ms) => took.push(ms),
  });
  /** Runs a record whose handling ends so; `meanwhile` is what happens while it is handled. */
  const run = async (asked: InboundRecord, end: End, meanwhile: () => void = () => undefined): Promise<void> => {
    const context = contextOf(asked);
    await forward(context, async () => {
      meanwhile();
      if (end === 'answered') context.result = answer({});
      else context.reject({ refusal: refusal(end.code, 'no'), category: end.category });
    });
  };
  return { run, sent, took, state, subjects: () => sent.map(({ subject }) => subject) };
}

type End = 'answered' | (Pick<Rejection, 'category'> & { readonly code: RefusalCode });

/** As the bus decodes it; work is tried until it succeeds. */
function contextOf(asked: InboundRecord): Context {
  const attempts = {
    run: async (_: InboundRecord, work: () => Promise<unknown>) => {
      for (;;) {
        try {
          return { kind: 'done', result: await work() };
        } catch {
          await new Promise((resolve) => setImmediate(resolve));
        }
      }
    },
  };
  const context = new Context(
    asked,
    { kind: 'request', name: 'batch_stamp', handle: () => Promise.reject(new Error()) },
    attempts as never,
  );
  const decoded = decodeRequest(context);
  if (decoded.kind === 'request') context.accept(decoded.request);
  else {
    context.address = decoded.address;
    context.reject({ refusal: decoded.refusal, category: 'contract' });
  }
  return context;
}

const STARTED = 'orchestrator.step.started';
const COMPLETED = 'orchestrator.step.completed';
const FAILED = 'orchestrator.step.failed';
const USED = 'usage.metered.api_call';

const REFUSED: End = { code: 'code_too_large', category: 'contract' };

describe('what is forwarded of a request', () => {
  it('tells of its start at once, and of its end and use when it is answered', async () => {
    const { run, sent, took, subjects } = stage();
    const asked = record({ contents: ['a', 'b', 'c'] });
    await run(asked, 'answered', () => expect(subjects()).toEqual([STARTED]));
    expect(subjects()).toEqual([STARTED, COMPLETED, USED]);
    expect(sent.flatMap(faultsOf)).toEqual([]);
    expect(sent.at(-1)?.payload.metadata).toMatchObject({ items: 3, bytes: asked.value?.length });
    expect(took).toHaveLength(1);
  });

  it('tells why a request failed whose payload is refused, and that it never started', async () => {
    const { run, sent, took, subjects } = stage();
    await run(record({ contents: 5 }), REFUSED);
    expect(subjects()).toEqual([FAILED]);
    expect(sent[0]?.payload).toMatchObject({ error: { code: 'invalid_payload' }, workflow_id: 'c-1' });
    expect(took).toEqual([]);
  });

  it.each([REFUSED, { code: 'retries_exhausted', category: 'transient' } as const])(
    'tells why a request that was handled ended with %j',
    async (end) => {
      const { run, sent, subjects } = stage();
      await run(record({ contents: ['a'] }), end);
      expect(subjects()).toEqual([STARTED, FAILED]);
      expect(sent[1]?.payload).toMatchObject({ error: { code: end.code, message: 'no' } });
    },
  );

  it('has nothing to tell of bytes without a correlation id', async () => {
    const { run, sent } = stage();
    await run(record(null), REFUSED);
    expect(sent).toEqual([]);
  });

  it('has nothing to tell of a workflow whose id was refused for its length', async () => {
    const { run, sent } = stage();
    const value = Buffer.from(JSON.stringify({ correlation_id: 'x'.repeat(1025), payload: {} }));
    await run({ ...record({}), value }, REFUSED);
    expect(sent).toEqual([]);
  });

  it('has nothing to tell of what is not its work', async () => {
    const { run, sent } = stage();
    await run({ ...record({ contents: [] }), topic: 'omninode.infra.request.health_check.v1' }, REFUSED);
    expect(sent).toEqual([]);
  });

  it('sends all of it later when nothing could be taken, the same as it would have been', async () => {
    const { run, state, sent, took, subjects } = stage();
    state.full = true;
    const ended = run(record({ contents: [] }), 'answered');
    for (let turns = 0; turns < 5; turns++) await new Promise((resolve) => setImmediate(resolve));
    expect(sent).toEqual([]);
    state.full = false;
    await ended;
    expect(subjects()).toEqual([STARTED, COMPLETED, USED]);
    expect(took).toHaveLength(1);
    const before = sent.map(({ eventId }) => eventId);
    await run(record({ contents: [] }), 'answered');
    expect(sent.slice(3).map(({ eventId }) => eventId)).toEqual(before);
  });
});
