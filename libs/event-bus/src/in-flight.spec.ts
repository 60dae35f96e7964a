import { InFlight } from './in-flight';

function held(): { readonly promise: Promise<void>; readonly release: () => void; readonly fail: () => void } {
  let release = (): void => undefined;
  let fail = (): void => undefined;
  const promise = new Promise<void>((resolve, reject) => {
    release = resolve;
    fail = () => reject(new Error('failed'));
  });
  return { promise, release, fail };
}

describe('in flight', () => {
  it('is full at its limit, counting what is admitted and not yet run', async () => {
    const house = new InFlight(2);
    house.admit();
    expect(house.full).toBe(false);
    house.admit();
    expect(house.full).toBe(true);
    await house.run(() => Promise.resolve());
    expect(house.full).toBe(false);
    expect(house.size).toBe(1);
  });

  it('frees the place of work that failed', async () => {
    const house = new InFlight(1);
    const work = held();
    house.admit();
    const running = house.run(() => work.promise);
    work.fail();
    await expect(running).rejects.toThrow('failed');
    expect(house.size).toBe(0);
  });

  it('tells everyone who waits when a place is free, and at a tick', async () => {
    const house = new InFlight(1);
    const work = held();
    house.admit();
    const running = house.run(() => work.promise);
    const waiting = [house.changed(), house.changed()];
    work.release();
    await Promise.all([running, ...waiting]);
    const ticked = house.changed();
    house.tick();
    await ticked;
    expect(house.size).toBe(0);
  });

  it('knows the age of the oldest work that runs, not of work that waits', async () => {
    const house = new InFlight(3);
    house.admit();
    expect(house.oldestMs()).toBe(0);
    const [older, newer] = [held(), held()];
    const first = house.run(() => older.promise);
    const from = performance.now();
    while (performance.now() - from < 5);
    house.admit();
    const second = house.run(() => newer.promise);
    expect(house.oldestMs()).toBeGreaterThanOrEqual(5);
    older.release();
    await first;
    expect(house.oldestMs()).toBeLessThan(performance.now() - from);
    newer.release();
    await second;
    expect(house.oldestMs()).toBe(0);
  });
});
