import { setImmediate as turn } from 'node:timers/promises';
import { grouped } from './grouped';

const LIMITS = { maxKeys: 3, maxInFlight: 2 };

/** A statement that waits to be finished by the test. */
function controlled() {
  const running: { keys: readonly number[]; finish: () => void; fail: (error: Error) => void }[] = [];
  const run = (keys: readonly number[]) =>
    new Promise<number[]>((resolve, reject) => {
      running.push({ keys, finish: () => resolve(keys.map((key) => key * 10)), fail: reject });
    });
  return { running, run };
}

async function until(condition: () => boolean): Promise<void> {
  for (let turns = 0; !condition(); turns += 1) {
    if (turns > 1_000) throw new Error('the condition never came true');
    await turn();
  }
}

describe('grouped', () => {
  it('answers every call with its own value', async () => {
    const load = grouped(async (keys: readonly number[]) => keys.map((key) => key * 10), LIMITS);
    await expect(Promise.all([1, 2, 3, 4, 5, 5].map(load))).resolves.toEqual([10, 20, 30, 40, 50, 50]);
  });

  it('keeps at most the given number of groups under way and fills the next one meanwhile', async () => {
    const { running, run } = controlled();
    const load = grouped(run, LIMITS);
    const first = load(1);
    await until(() => running.length === 1);
    const others = [2, 3, 4, 5, 6, 7].map(load);
    await until(() => running.length === 2);
    await turn();
    await turn();
    expect(running.map(({ keys }) => keys)).toEqual([[1], [2, 3, 4]]);
    running[0]?.finish();
    await expect(first).resolves.toBe(10);
    await until(() => running.length === 3);
    expect(running[2]?.keys).toEqual([5, 6, 7]);
    running.forEach(({ finish }) => finish());
    await expect(Promise.all(others)).resolves.toEqual([20, 30, 40, 50, 60, 70]);
  });

  it('fails only the key that cannot be stored', async () => {
    const load = grouped(async (keys: readonly number[]) => {
      if (keys.includes(2)) throw Object.assign(new Error('refused'), { code: '22021' });
      return keys;
    }, LIMITS);
    const results = await Promise.allSettled([1, 2, 3].map(load));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('fails everyone at once in an outage, and works again after it', async () => {
    const { running, run } = controlled();
    const load = grouped(run, LIMITS);
    const calls = Promise.allSettled([1, 2, 3].map(load));
    await until(() => running.length === 1);
    running[0]?.fail(Object.assign(new Error('going down'), { code: '57P01' }));
    expect((await calls).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(running).toHaveLength(1);
    const later = load(4);
    await until(() => running.length === 2);
    running[1]?.finish();
    await expect(later).resolves.toBe(40);
  });
});
