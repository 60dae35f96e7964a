import * as fc from 'fast-check';
import { Partitions } from './partitions';
import { step, World } from './partitions.fixture';

describe('partitions', () => {
  it('never commit past an unfinished record nor for a revoked partition, and never start redelivered work twice', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const world = new World();
        for (const one of steps) world.play(one);
        world.commit(false);
      }),
      { numRuns: 10_000 },
    );
  });

  it('commit everything that is finished contiguously', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { minLength: 1, maxLength: 40 }), (order) => {
        const partitions = new Partitions();
        partitions.assign({ topic: [0] });
        const tracker = partitions.find('topic', 0)?.tracker;
        for (let offset = 0n; offset <= 20n; offset++) tracker?.deliver(offset);
        const finished = new Set(order);
        for (const offset of order) tracker?.finish(BigInt(offset));
        let contiguous = 0;
        while (finished.has(contiguous)) contiguous++;
        const expected = contiguous === 0 ? [] : [{ topic: 'topic', partition: 0, offset: String(contiguous) }];
        expect(partitions.uncommitted()).toEqual(expected);
      }),
      { numRuns: 10_000 },
    );
  });

  it('say which of them a rebalance took away', () => {
    const partitions = new Partitions();
    expect(partitions.assign({ a: [0, 1], b: [0] })).toEqual([]);
    const revoked = partitions.assign({ a: [1], c: [0] });
    expect(revoked.map(({ topic, partition }) => `${topic}/${partition}`)).toEqual(['a/0', 'b/0']);
  });

  it('forget what a revoked partition had in flight', () => {
    const partitions = new Partitions();
    partitions.assign({ topic: [0] });
    const before = partitions.find('topic', 0);
    before?.tracker.deliver(3n);
    partitions.assign({});
    partitions.assign({ topic: [0] });
    before?.tracker.finish(3n);
    expect(partitions.uncommitted()).toEqual([]);
    expect(before?.isHeld).toBe(false);
    expect(partitions.find('topic', 0)?.tracker.deliver(3n)).toBe(true);
  });

  it('begin again with another log, and work of the old one moves no commit', () => {
    const partitions = new Partitions();
    partitions.assign({ topic: [0] });
    const old = partitions.find('topic', 0);
    old?.tracker.deliver(100n);
    const fresh = partitions.restart({ topic: 'topic', partition: 0 });
    expect(old?.isHeld).toBe(false);
    expect(partitions.find('topic', 0)).toBe(fresh);
    expect(fresh.tracker.deliver(0n)).toBe(true);
    old?.tracker.finish(100n);
    expect(partitions.uncommitted()).toEqual([]);
  });
});
