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
  it('has room up to its limit of bytes, counting what is admitted and not yet run', async () => {
    const inFlight = new InFlight(100);
    inFlight.admit(60);
    expect(inFlight.fits(40)).toBe(true);
    expect(inFlight.fits(41)).toBe(false);
    inFlight.admit(40);
    await inFlight.run(60, () => Promise.resolve());
    expect(inFlight.fits(60)).toBe(true);
    expect([inFlight.size, inFlight.bytes]).toEqual([1, 40]);
  });

  it('lets in alone what is larger than the limit', async () => {
    const inFlight = new InFlight(100);
    inFlight.admit(1);
    expect(inFlight.fits(1_000)).toBe(false);
    await inFlight.run(1, () => Promise.resolve());
    expect(inFlight.fits(1_000)).toBe(true);
  });

  it('frees the place of work that failed', async () => {
    const inFlight = new InFlight(10);
    const work = held();
    inFlight.admit(10);
    const running = inFlight.run(10, () => work.promise);
    work.fail();
    await expect(running).rejects.toThrow('failed');
    expect([inFlight.size, inFlight.bytes]).toEqual([0, 0]);
  });

  it('tells everyone who waits when a place is free, and at a tick', async () => {
    const inFlight = new InFlight(10);
    const work = held();
    inFlight.admit(10);
    const running = inFlight.run(10, () => work.promise);
    const waiting = [inFlight.changed(), inFlight.changed()];
    work.release();
    await Promise.all([running, ...waiting]);
    const ticked = inFlight.changed();
    inFlight.tick();
    await ticked;
    expect(inFlight.size).toBe(0);
  });

  it('knows the age of the oldest work that runs, not of work that waits', async () => {
    const inFlight = new InFlight(3);
    inFlight.admit(1);
    expect(inFlight.oldestMs()).toBe(0);
    const [older, newer] = [held(), held()];
    const first = inFlight.run(1, () => older.promise);
    const from = performance.now();
    while (performance.now() - from < 5);
    inFlight.admit(1);
    const second = inFlight.run(1, () => newer.promise);
    expect(inFlight.oldestMs()).toBeGreaterThanOrEqual(5);
    older.release();
    await first;
    expect(inFlight.oldestMs()).toBeLessThan(performance.now() - from);
    newer.release();
    await second;
    expect(inFlight.oldestMs()).toBe(0);
  });
});
