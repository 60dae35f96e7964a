import { frame, refusal, type InboundRecord, type Parsed } from '#contracts';
import type { Attempt } from '../attempts';
import { Context } from './context';
import type { Handler } from './handler';
import { ONCE } from './once';
import { readRegistered, type RegisteredValues } from './read-registered';

const handler: Handler = { kind: 'request', name: 'stamp', handle: () => Promise.reject(new Error('not reached')) };
const SAID: Parsed = { ok: true, value: { a: 1 }, text: '{"a":1}' };

function contextOf(value: Buffer | null): Context {
  const record: InboundRecord = { topic: 't', partition: 0, offset: '0', timestamp: 0, key: null, value, headers: {} };
  return new Context(record, handler, ONCE);
}

/** What is asked, and the answers in turn; the last one again and again. */
function answering(...answers: (() => Parsed | null | Promise<Parsed | null>)[]) {
  const asked: Buffer[] = [];
  const values: RegisteredValues = {
    read: (value) => {
      asked.push(value);
      return (answers[asked.length - 1] ?? answers.at(-1)!)();
    },
    write: (record) => record,
    probe: () => Promise.resolve(),
  };
  return { asked, values };
}

/** Tries until it is done: what an outage that passes comes to. */
const UNTIL_DONE = {
  run: async <Result>(_record: InboundRecord, work: () => Promise<Result>): Promise<Attempt<Result>> => {
    for (;;) {
      try {
        return { kind: 'done', result: await work() };
      } catch {
        continue;
      }
    }
  },
};

describe('reading values whose schema is in a registry', () => {
  it.each([
    ['JSON', Buffer.from('{"a":2}')],
    ['framed JSON', frame(7, Buffer.from('{"a":2}'))],
    ['framed JSON that is too deep', frame(7, Buffer.from(`{"a":${'['.repeat(200)}${']'.repeat(200)}}`))],
    ['a tombstone', null],
    ['more than a message may have', frame(7, Buffer.alloc(1_048_577))],
  ])('asks nobody about %s, and goes on in the same turn', async (_what, value) => {
    const { asked, values } = answering(() => SAID);
    const context = contextOf(value);
    let isNext = false;
    const done = readRegistered(values, ONCE)(context, async () => void (isNext = true));
    expect(isNext).toBe(true);
    await done;
    expect({ asked, format: context.format }).toEqual({ asked: [], format: undefined });
  });

  it('takes what a known schema makes of the value, in the same turn, and answers in kind', () => {
    const { values } = answering(() => SAID);
    const context = contextOf(frame(7, Buffer.from([2])));
    let said: Parsed | undefined;
    void readRegistered(values, ONCE)(context, async () => void (said = context.json));
    expect([said, context.format]).toEqual([SAID, 'avro']);
  });

  it('leaves a value as it is whose schema says nothing of it', async () => {
    const { values } = answering(() => Promise.resolve(null));
    const context = contextOf(frame(7, Buffer.from('{')));
    await readRegistered(values, ONCE)(context, () => Promise.resolve());
    expect(context.json).toMatchObject({ refusal: { code: 'invalid_json' } });
    expect(context.format).toBeUndefined();
  });

  it('waits while the registry is away, and asks again', async () => {
    const { asked, values } = answering(
      () => Promise.reject(new Error('away')),
      () => Promise.reject(new Error('away')),
      () => SAID,
    );
    const context = contextOf(frame(7, Buffer.from([2])));
    await readRegistered(values, UNTIL_DONE)(context, () => Promise.resolve());
    expect(context.json).toBe(SAID);
    expect(asked).toHaveLength(3);
  });

  it('rejects a record whose schema alone cannot be read while others can', async () => {
    const { values } = answering(() => Promise.reject(new Error('500')));
    const context = contextOf(frame(7, Buffer.from([2])));
    await readRegistered(values, ONCE)(context, () => Promise.resolve());
    const reason = refusal('retries_exhausted', 'its schema could not be read: Error');
    expect(context.rejection).toMatchObject({ refusal: reason, category: 'transient' });
    expect(context.json).toMatchObject({ ok: false, refusal: reason });
  });
});
