import type { InboundRecord } from '#contracts';
import { played, useFastTime } from '../../../test/support/fast-time';
import { Attempts } from './attempts';
import { StoppedError, type Classify } from './failures';
import { OutageGate } from './outage-gate';
import { NO_METRICS, type BusLog } from './settings';

const nothing = (): void => undefined;
const SILENT: BusLog = { debug: nothing, info: nothing, warn: nothing, error: nothing };
const RECORD: InboundRecord = {
  topic: 'topic',
  partition: 0,
  offset: '1',
  timestamp: 0,
  key: null,
  value: null,
  headers: {},
};

class Outage extends Error {}

function attempting(classify: Classify = (error) => (error instanceof Outage ? 'outage' : null)) {
  const stop = new AbortController();
  let retried = 0;
  const metrics = { ...NO_METRICS, retried: () => void retried++ };
  const attempts = new Attempts({
    schedule: { retries: 3, firstDelayMs: 1, jitter: 0 },
    classify,
    gate: new OutageGate(() => Promise.resolve(), SILENT, metrics, stop.signal),
    random: () => 0,
    log: SILENT,
    metrics,
    signal: stop.signal,
    maxOwnOutages: 2,
  });
  return { attempts, stop, retried: () => retried };
}

/** Work that fails with each of these in turn and then succeeds. */
function failing(...errors: unknown[]) {
  let calls = 0;
  const work = async (): Promise<string> => {
    const error = errors[calls++];
    if (error !== undefined) throw error;
    return 'result';
  };
  return { work, calls: () => calls };
}

describe('attempts', () => {
  useFastTime();

  it('repeat a transient failure three times and then give up', async () => {
    const { attempts, retried } = attempting();
    const failures = [1, 2, 3, 4].map((round) => new Error(`failure ${round}`));
    const { work, calls } = failing(...failures);
    const attempt = await played(attempts.run(RECORD, work));
    expect(attempt).toEqual({ kind: 'failed', error: failures[3], retries: 3, exhausted: true });
    expect(calls()).toBe(4);
    expect(retried()).toBe(3);
  });

  it('end with the first success', async () => {
    const { work, calls } = failing(new Error('once'));
    expect(await played(attempting().attempts.run(RECORD, work))).toEqual({ kind: 'done', result: 'result' });
    expect(calls()).toBe(2);
  });

  it.each([new TypeError('x'), new RangeError('x'), new ReferenceError('x'), new SyntaxError('x')])(
    'do not repeat a programming error: %s',
    async (error) => {
      const { work, calls } = failing(error);
      const attempt = await played(attempting().attempts.run(RECORD, work));
      expect(attempt).toEqual({ kind: 'failed', error, retries: 0, exhausted: false });
      expect(calls()).toBe(1);
    },
  );

  it('leave the judgement to the app where it has one', async () => {
    const { work, calls } = failing(new TypeError('flaky dependency'));
    const { attempts } = attempting(() => 'transient');
    expect(await played(attempts.run(RECORD, work))).toMatchObject({ kind: 'done' });
    expect(calls()).toBe(2);
  });

  it('do not count outages', async () => {
    const { attempts, retried } = attempting();
    const { work, calls } = failing(new Error('1'), new Outage('down'), new Error('2'), new Error('3'));
    expect(await played(attempts.run(RECORD, work))).toMatchObject({ kind: 'done' });
    expect(calls()).toBe(5);
    expect(retried()).toBe(3);
  });

  it('stay one outage until work succeeds, however long it lasts', async () => {
    const { attempts } = attempting();
    const outages = Array.from({ length: 3 }, (_, round) => new Outage(`down ${round}`));
    const first = failing(...outages);
    const second = failing(...outages);
    const ended = await played(Promise.all([attempts.run(RECORD, first.work), attempts.run(RECORD, second.work)]));
    expect(ended).toEqual([
      { kind: 'done', result: 'result' },
      { kind: 'done', result: 'result' },
    ]);
  });

  it('find out which record meets an outage alone, and give that one up', async () => {
    const { attempts } = attempting();
    let alone = 0;
    const ended = attempts.run(RECORD, () => Promise.reject(new Outage(`a locked row ${++alone}`)));
    const others: string[] = [];
    const over = new AbortController();
    void ended.then(() => over.abort());
    while (!over.signal.aborted) {
      const other = await played(attempts.run(RECORD, () => Promise.resolve('fine')));
      if (other.kind === 'done') others.push(other.result);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await ended).toMatchObject({ kind: 'failed', exhausted: true, retries: 2 });
    expect(alone).toBeGreaterThan(2);
    expect(new Set(others)).toEqual(new Set(['fine']));
  });

  it('stop between two tries when the worker stops', async () => {
    const { attempts, stop } = attempting();
    const work = (): Promise<never> => {
      stop.abort();
      return Promise.reject(new Error('failed while stopping'));
    };
    await expect(played(attempts.run(RECORD, work))).rejects.toThrow(StoppedError);
    await expect(played(attempts.run(RECORD, work))).rejects.toThrow(StoppedError);
  });

  it('make errors of what is none', async () => {
    const { work } = failing('text', 'text', 'text', 'text');
    const attempt = await played(attempting().attempts.run(RECORD, work));
    expect(attempt).toMatchObject({ kind: 'failed', error: new Error('text') });
  });
});
