import type { OutboundRecord } from '#contracts';
import { MessageTooLargeError } from './failures';
import { SendQueue } from './send-queue';
import { NO_METRICS } from './settings';

const record = (value: string): OutboundRecord => ({ topic: 'topic', key: null, value });

/** A broker that records every request; `answer` may hold one back or reject it. */
class Broker {
  readonly batches: string[][] = [];
  connects = 0;
  disconnects = 0;
  connectError: Error | null = null;
  answer: (values: string[]) => Promise<void> = () => Promise.resolve();

  readonly connect = async () => {
    this.connects++;
    if (this.connectError !== null) throw this.connectError;
    return {
      send: async (records: readonly OutboundRecord[]) => {
        const values = records.map(({ value }) => value.toString());
        this.batches.push(values);
        await this.answer(values);
      },
      disconnect: async () => void this.disconnects++,
    };
  };
}

describe('the send queue', () => {
  let broker: Broker;
  let queue: SendQueue;

  beforeEach(() => {
    broker = new Broker();
    queue = new SendQueue(broker.connect, NO_METRICS);
  });

  it('sends what is ready at once in one batch, in order, each send together', async () => {
    await Promise.all([queue.send([record('a'), record('b')]), queue.send([record('c')]), queue.send([])]);
    expect(broker.batches).toEqual([['a', 'b', 'c']]);
    expect(broker.connects).toBe(1);
  });

  it('gathers the next batch while one is on its way', async () => {
    let arrive = (): void => undefined;
    const underWay = new Promise<void>((resolve) => {
      broker.answer = () => {
        resolve();
        broker.answer = () => Promise.resolve();
        return new Promise((release) => (arrive = release));
      };
    });
    const first = queue.send([record('a')]);
    await underWay;
    const others = [queue.send([record('b')]), queue.send([record('c')])];
    expect(broker.batches).toEqual([['a']]);
    arrive();
    await Promise.all([first, ...others]);
    expect(broker.batches).toEqual([['a'], ['b', 'c']]);
  });

  it('keeps batches below 900 kB and 2000 records', async () => {
    const big = 'x'.repeat(400_000);
    await Promise.all([1, 2, 3].map(() => queue.send([record(big)])));
    expect(broker.batches.map((batch) => batch.length)).toEqual([2, 1]);
    broker.batches.length = 0;
    await Promise.all(Array.from({ length: 2001 }, () => queue.send([record('x')])));
    expect(broker.batches.map((batch) => batch.length)).toEqual([2000, 1]);
  });

  it('never splits one send, even one that is larger than a batch', async () => {
    const big = record('x'.repeat(600_000));
    await queue.send([big, big]);
    expect(broker.batches.map((batch) => batch.length)).toEqual([2]);
  });

  it('refuses a message over the limit, key included and counted in bytes, before anything is sent', async () => {
    const small = new SendQueue(broker.connect, NO_METRICS, { maxMessageBytes: 10 });
    await small.send([{ topic: 'topic', key: 'ää', value: 'äää' }]);
    await expect(small.send([record('ok'), { topic: 'topic', key: 'k', value: 'äääää' }])).rejects.toThrow(
      MessageTooLargeError,
    );
    await small.send([record('x'.repeat(11))], 11);
    expect(broker.batches).toHaveLength(2);
  });

  it('lets a bad entry fail alone', async () => {
    broker.answer = (values) => (values.includes('bad') ? Promise.reject(new Error('refused')) : Promise.resolve());
    const sends = ['a', 'bad', 'c'].map((value) => queue.send([record(value)]));
    const outcomes = await Promise.allSettled(sends);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(broker.batches).toEqual([['a', 'bad', 'c'], ['a'], ['bad'], ['c']]);
  });

  it('connects anew after a send that failed, because its sequence numbers are in doubt', async () => {
    broker.answer = () => Promise.reject(new Error('lost'));
    await expect(queue.send([record('a')])).rejects.toThrow('lost');
    broker.answer = () => Promise.resolve();
    await queue.send([record('b')]);
    expect(broker).toMatchObject({ connects: 2, disconnects: 1 });
  });

  it('connects anew after a connect that failed', async () => {
    broker.connectError = new Error('away');
    await expect(queue.send([record('a')])).rejects.toThrow('away');
    broker.connectError = null;
    await queue.send([record('b')]);
    expect(broker.batches).toEqual([['b']]);
  });

  it('does not try every entry against a broker that is away', async () => {
    broker.answer = () => {
      broker.connectError = new Error('away');
      return Promise.reject(new Error('connection lost'));
    };
    const sends = ['a', 'b', 'c', 'd'].map((value) => queue.send([record(value)]));
    const outcomes = await Promise.allSettled(sends);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected', 'rejected']);
    expect(broker.connects).toBe(2);
  });

  it('finishes what was handed over before it closes, and takes nothing afterwards', async () => {
    let arrived = false;
    broker.answer = async () => {
      await new Promise((resolve) => setImmediate(resolve));
      arrived = true;
    };
    const sent = queue.send([record('a')]);
    await queue.close();
    expect(arrived).toBe(true);
    expect(broker.disconnects).toBe(1);
    await sent;
    await expect(queue.send([record('b')])).rejects.toThrow('closed');
    expect(broker.connects).toBe(1);
  });

  it('tells how long each record took to be there, and why one is not', async () => {
    const told: [string, string, number | string][] = [];
    const metrics = {
      ...NO_METRICS,
      published: (topic: string, seconds: number) => void told.push(['published', topic, seconds]),
      notPublished: (topic: string, reason: string) => void told.push(['not published', topic, reason]),
    };
    queue = new SendQueue(broker.connect, metrics);
    await queue.send([record('a')]);
    broker.answer = () => Promise.reject(new MessageTooLargeError('topic', 9, null));
    await expect(queue.send([record('b')])).rejects.toThrow(MessageTooLargeError);
    broker.connectError = new Error('away');
    await expect(queue.send([record('c')])).rejects.toThrow('away');
    expect(told).toEqual([
      ['published', 'topic', expect.any(Number)],
      ['not published', 'topic', 'message_too_large'],
      ['not published', 'topic', 'unreachable'],
    ]);
    expect(told[0]?.[2]).toBeGreaterThan(0);
  });

  it('closes without ever having connected', async () => {
    await queue.close();
    expect(broker).toMatchObject({ connects: 0, disconnects: 0 });
  });
});
