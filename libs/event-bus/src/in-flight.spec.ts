import { InFlight } from './in-flight';

describe('in flight', () => {
  it('has room up to its limit of bytes, counting what is admitted and not yet run', () => {
    const inFlight = new InFlight(100);
    inFlight.admit(60);
    expect(inFlight.fits(40)).toBe(true);
    expect(inFlight.fits(41)).toBe(false);
    inFlight.admit(40);
    inFlight.end(inFlight.start(), 60);
    expect(inFlight.fits(60)).toBe(true);
    expect([inFlight.size, inFlight.bytes]).toEqual([1, 40]);
  });

  it('lets in alone what is larger than the limit', () => {
    const inFlight = new InFlight(100);
    inFlight.admit(1);
    expect(inFlight.fits(1_000)).toBe(false);
    inFlight.end(inFlight.start(), 1);
    expect(inFlight.fits(1_000)).toBe(true);
  });

  it('tells everyone who waits when a place is free, and at a tick', async () => {
    const inFlight = new InFlight(10);
    inFlight.admit(10);
    const work = inFlight.start();
    const waiting = [inFlight.changed(), inFlight.changed()];
    inFlight.end(work, 10);
    await Promise.all(waiting);
    const ticked = inFlight.changed();
    inFlight.tick();
    await ticked;
    expect([inFlight.size, inFlight.bytes]).toEqual([0, 0]);
  });

  it('knows the age of the oldest work that runs, not of work that waits', () => {
    const inFlight = new InFlight(3);
    inFlight.admit(1);
    inFlight.admit(1);
    expect(inFlight.oldestMs()).toBe(0);
    const from = performance.now();
    const older = inFlight.start();
    while (performance.now() - from < 5);
    const newer = inFlight.start();
    expect(inFlight.oldestMs()).toBeGreaterThanOrEqual(4.9);
    inFlight.end(older, 1);
    expect(inFlight.oldestMs()).toBeLessThan(performance.now() - from);
    inFlight.end(newer, 1);
    expect(inFlight.oldestMs()).toBe(0);
  });
});
