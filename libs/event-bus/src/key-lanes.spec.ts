import { KeyLanes } from './key-lanes';

/** Work that ends when the test says so, and the order in which work began. */
function workshop() {
  const begun: string[] = [];
  const doors = new Map<string, () => void>();
  const work = (name: string) => (): Promise<void> => {
    begun.push(name);
    return new Promise((resolve) => doors.set(name, resolve));
  };
  const finish = async (name: string): Promise<void> => {
    doors.get(name)?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { begun, work, finish };
}

describe('key lanes', () => {
  it('run the work of one key one after the other, in the order it came', async () => {
    const lanes = new KeyLanes();
    const { begun, work, finish } = workshop();
    for (const name of ['a1', 'a2', 'a3']) lanes.run('a', work(name));
    expect(begun).toEqual(['a1']);
    await finish('a1');
    expect(begun).toEqual(['a1', 'a2']);
    await finish('a2');
    await finish('a3');
    expect(begun).toEqual(['a1', 'a2', 'a3']);
  });

  it('run different keys, and work without a key, side by side', () => {
    const lanes = new KeyLanes();
    const { begun, work } = workshop();
    lanes.run('a', work('a1'));
    lanes.run('b', work('b1'));
    lanes.run(null, work('none1'));
    lanes.run(null, work('none2'));
    expect(begun).toEqual(['a1', 'b1', 'none1', 'none2']);
  });

  it('forget a key when its work is done, also when more came in between', async () => {
    const lanes = new KeyLanes();
    const { begun, work, finish } = workshop();
    lanes.run('a', work('a1'));
    lanes.run('a', work('a2'));
    lanes.run('b', work('b1'));
    await finish('a1');
    await finish('b1');
    expect([lanes.isBusy('a'), lanes.isBusy('b')]).toEqual([true, false]);
    lanes.run('a', work('a3'));
    expect(begun).toEqual(['a1', 'b1', 'a2']);
    await finish('a2');
    await finish('a3');
    expect([lanes.isBusy('a'), lanes.running]).toEqual([false, 0]);
  });

  it('know how much runs, and how much waits behind it', async () => {
    let ended = 0;
    const lanes = new KeyLanes(() => void ended++);
    const { work, finish } = workshop();
    for (const name of ['a1', 'a2', 'a3']) lanes.run('a', work(name));
    lanes.run('b', work('b1'));
    lanes.run(null, work('none'));
    expect([lanes.running, lanes.waiting('a'), lanes.waiting('b')]).toEqual([3, 2, 0]);
    await finish('a1');
    expect([lanes.running, lanes.waiting('a'), ended]).toEqual([3, 1, 0]);
    for (const name of ['none', 'b1', 'a2', 'a3']) await finish(name);
    expect([lanes.running, ended]).toEqual([0, 3]);
  });

  it('leave nothing behind after a thousand keys', async () => {
    const lanes = new KeyLanes();
    for (let round = 0; round < 3000; round++) lanes.run(`key-${round % 1000}`, () => Promise.resolve());
    while (lanes.running > 0) await new Promise((resolve) => setImmediate(resolve));
    expect(lanes.isBusy('key-1')).toBe(false);
  });
});
