import * as fc from 'fast-check';
import { DeferredRecords } from './deferred-records';

describe('deferred records', () => {
  it('are given back by key in the order they came, whatever happens in between', () => {
    const step = fc.record({ key: fc.constantFrom('a', 'b', 'c'), take: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const deferred = new DeferredRecords();
        const model = new Map<string, bigint[]>(['a', 'b', 'c'].map((key) => [key, []]));
        for (const [offset, { key, take }] of steps.entries()) {
          const queue = model.get(key) ?? [];
          if (take) {
            deferred.take(key);
            queue.shift();
          } else {
            deferred.add(key, BigInt(offset));
            queue.push(BigInt(offset));
          }
          const heads = [...model.values()].flatMap((offsets) => offsets[0] ?? []);
          const first = heads.reduce<bigint | null>(
            (least, one) => (least === null || one < least ? one : least),
            null,
          );
          expect(deferred.firstReady(() => true)).toBe(first);
          expect(deferred.firstReady((ready) => ready === key)).toBe(queue[0] ?? null);
          expect([deferred.has(key), deferred.firstOf(key)]).toEqual([queue.length > 0, queue[0] ?? null]);
          expect(deferred.size).toBe([...model.values()].flat().length);
        }
      }),
    );
  });
});
