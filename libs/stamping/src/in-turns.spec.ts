import { inTurns } from './in-turns';

describe('inTurns', () => {
  const turnsDuring = async (work: () => Promise<unknown>): Promise<number> => {
    let turns = 0;
    let isDone = false;
    const count = (): void => {
      turns += 1;
      if (!isDone) setImmediate(count);
    };
    setImmediate(count);
    await work().finally(() => (isDone = true));
    return turns;
  };
  const items = Array.from({ length: 1_000 }, (_, index) => index);

  it('answers in the order of the items, also where some take longer', async () => {
    const twice = (item: number) => (item % 3 === 0 ? Promise.resolve(item * 2) : item * 2);
    expect(await inTurns(items, twice)).toEqual(items.map((item) => item * 2));
    expect(await inTurns([], twice)).toEqual([]);
  });

  it('lets others have their turn after some items, the sooner the more text they have', async () => {
    const short = await turnsDuring(() => inTurns(items, (item) => item));
    const long = await turnsDuring(() =>
      inTurns(
        items,
        (item) => item,
        () => 1_048_576,
      ),
    );
    expect(short).toBeGreaterThan(10);
    expect(long).toBeGreaterThan(900);
  });

  it('rejects with what the first item fails with', async () => {
    await expect(inTurns(items, (item) => Promise.reject(new Error(`item ${item}`)))).rejects.toThrow('item 0');
  });
});
