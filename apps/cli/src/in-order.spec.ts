import * as fc from 'fast-check';
import { inOrder } from './in-order';

async function* counting(to: number, failAt = Number.POSITIVE_INFINITY): AsyncGenerator<number> {
  for (let n = 0; n < to; n++) {
    if (n === failAt) throw new Error(`item ${n}`);
    yield n;
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('work in order', () => {
  it('keeps the order of the items and the limit, whatever finishes first', async () => {
    const turns = fc.array(fc.nat({ max: 4 }), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(turns, fc.integer({ min: 1, max: 5 }), async (lengths, atOnce) => {
        let running = 0;
        let most = 0;
        const work = async (item: number): Promise<number> => {
          running += 1;
          most = Math.max(most, running);
          for (let n = 0; n < (lengths[item] ?? 0); n++) await turn();
          running -= 1;
          return item;
        };
        const results: number[] = [];
        for await (const result of inOrder(counting(lengths.length), atOnce, work)) results.push(result);
        expect(results).toEqual(lengths.map((_, item) => item));
        expect(most).toBeLessThanOrEqual(atOnce);
      }),
    );
  });

  it('takes no more from the source than may be in work', async () => {
    let started = 0;
    const results = inOrder(counting(1000), 3, () => {
      started += 1;
      return new Promise<number>(() => undefined);
    });
    void results.next();
    for (let n = 0; n < 50; n++) await turn();
    expect(started).toBe(3);
  });

  it('does not keep a result back while the source is silent', async () => {
    const silentAfterOne = async function* (): AsyncGenerator<number> {
      yield 1;
      await new Promise(() => undefined);
    };
    const results = inOrder(silentAfterOne(), 8, async (item) => item);
    expect(await results.next()).toEqual({ done: false, value: 1 });
  });

  it('gives what was started before it says that the source failed', async () => {
    const results: number[] = [];
    const all = async (): Promise<void> => {
      for await (const result of inOrder(counting(9, 4), 3, async (item) => item)) results.push(result);
    };
    await expect(all()).rejects.toThrow('item 4');
    expect(results).toEqual([0, 1, 2, 3]);
  });
});
