import { encodeRequest, type InboundRecord, type Origin } from '#contracts';
import { faultsOf, type ForwardedMessage } from './message';
import { requestWitness } from './request-witness';

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

/** A witness, what it has sent, and a switch for refusing to take it. */
function stage() {
  const sent: ForwardedMessage[] = [];
  const took: number[] = [];
  const state = { full: false };
  const witness = requestWitness({
    service: 'bridge',
    now: () => new Date(0),
    send: async (messages) => {
      if (state.full) throw new Error('full');
      sent.push(...messages);
    },
    onAnswered: (ms) => took.push(ms),
  });
  return { witness, sent, took, state, subjects: () => sent.map(({ subject }) => subject) };
}

const STARTED = 'orchestrator.step.started';
const COMPLETED = 'orchestrator.step.completed';
const FAILED = 'orchestrator.step.failed';
const USED = 'usage.metered.api_call';

describe('the witness of a request', () => {
  it('tells of its start at once, and of its end and use when it is answered', async () => {
    const { witness, sent, took, subjects } = stage();
    const asked = record({ contents: ['a', 'b', 'c'] });
    const ended = witness(asked);
    expect(subjects()).toEqual([STARTED]);
    await ended('answered');
    expect(subjects()).toEqual([STARTED, COMPLETED, USED]);
    expect(sent.flatMap(faultsOf)).toEqual([]);
    expect(sent.at(-1)?.payload.metadata).toMatchObject({ items: 3, bytes: asked.value?.length });
    expect(took).toHaveLength(1);
  });

  it('tells why a request failed whose payload is refused, and that it never started', async () => {
    const { witness, sent, took, subjects } = stage();
    await witness(record({ contents: 5 }))('refused');
    expect(subjects()).toEqual([FAILED]);
    expect(sent[0]?.payload).toMatchObject({ error: { code: 'invalid_payload' }, workflow_id: 'c-1' });
    expect(took).toEqual([]);
  });

  it.each(['refused', 'dead_lettered'] as const)('tells that a request which was handled was %s', async (outcome) => {
    const { witness, subjects } = stage();
    await witness(record({ contents: ['a'] }))(outcome);
    expect(subjects()).toEqual([STARTED, FAILED]);
  });

  it('has nothing to tell of bytes without a correlation id', async () => {
    const { witness, sent } = stage();
    await witness(record(null))('refused');
    expect(sent).toEqual([]);
  });

  it('has nothing to tell of a workflow whose id was refused for its length', async () => {
    const { witness, sent } = stage();
    const value = Buffer.from(JSON.stringify({ correlation_id: 'x'.repeat(1025), payload: {} }));
    await witness({ ...record({}), value })('refused');
    expect(sent).toEqual([]);
  });

  it('has nothing to tell of what is not its work', async () => {
    const { witness, sent } = stage();
    await witness({ ...record({ contents: [] }), topic: 'omninode.codegen.request.validate.v1' })('refused');
    expect(sent).toEqual([]);
  });

  it('sends all of it later when nothing could be taken, the same as it would have been', async () => {
    const { witness, state, sent, took, subjects } = stage();
    state.full = true;
    const ended = witness(record({ contents: [] }));
    await expect(ended('answered')).rejects.toThrow('full');
    state.full = false;
    await ended('answered');
    expect(subjects()).toEqual([STARTED, COMPLETED, USED]);
    expect(took).toHaveLength(1);
    const before = sent.map(({ eventId }) => eventId);
    await witness(record({ contents: [] }))('answered');
    expect(sent.slice(3).map(({ eventId }) => eventId)).toEqual(before);
  });
});
