import * as fc from 'fast-check';
import { OffsetTracker } from './offset-tracker';

/** Which record was delivered, in which order; everything else follows from scanning it. */
class Model {
  readonly delivered: bigint[] = [];
  readonly finished = new Set<bigint>();

  watermark(): bigint | null {
    const unfinished = this.delivered.find((offset) => !this.finished.has(offset));
    const last = this.delivered.at(-1);
    return unfinished ?? (last === undefined ? null : last + 1n);
  }
}

type Step =
  | { readonly kind: 'deliver'; readonly gap: number }
  | { readonly kind: 'redeliver'; readonly pick: number }
  | { readonly kind: 'finish'; readonly pick: number }
  | { readonly kind: 'finish-stranger'; readonly ahead: number }
  | { readonly kind: 'commit' };

const pick = fc.nat(1000);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('deliver' as const), gap: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('redeliver' as const), pick }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('finish' as const), pick }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('finish-stranger' as const), ahead: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('commit' as const) }) },
);

type Observed = readonly [seen: unknown, wanted: unknown];

function play(tracker: OffsetTracker, model: Model, first: bigint, one: Step): Observed {
  const at = (index: number) => model.delivered[index % Math.max(1, model.delivered.length)];
  switch (one.kind) {
    case 'deliver': {
      const last = model.delivered.at(-1);
      const offset = (last === undefined ? first : last + 1n) + BigInt(one.gap);
      model.delivered.push(offset);
      return [tracker.deliver(offset), true];
    }
    case 'redeliver': {
      const offset = at(one.pick);
      return offset === undefined ? [null, null] : [tracker.deliver(offset), false];
    }
    case 'finish': {
      const offset = at(one.pick);
      if (offset === undefined) return [null, null];
      model.finished.add(offset);
      return [tracker.finish(offset), undefined];
    }
    case 'finish-stranger':
      return [tracker.finish((model.delivered.at(-1) ?? first) + 1n + BigInt(one.ahead)), undefined];
    case 'commit': {
      const offset = tracker.uncommitted();
      if (offset !== null) tracker.committed(offset);
      return [tracker.uncommitted(), null];
    }
  }
}

describe('an offset tracker', () => {
  it('commits exactly up to the first unfinished record, whatever the order', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 2n ** 63n - 10_000n), fc.array(step, { maxLength: 60 }), (first, steps) => {
        const tracker = new OffsetTracker();
        const model = new Model();
        const observed: Observed[] = [];
        for (const one of steps) {
          observed.push(play(tracker, model, first, one), [tracker.watermark(), model.watermark()]);
        }
        for (const offset of model.delivered) tracker.finish(offset);
        const last = model.delivered.at(-1);
        observed.push([tracker.inFlight, 0], [tracker.watermark(), last === undefined ? null : last + 1n]);
        // A matcher costs more than what is tested, and is needed only to show a difference.
        if (observed.every(([seen, wanted]) => Object.is(seen, wanted))) return;
        expect(observed.map(([seen]) => seen)).toStrictEqual(observed.map(([, wanted]) => wanted));
      }),
      { numRuns: 10_000 },
    );
  });

  it('has nothing to commit before a record is finished, and nothing twice', () => {
    const tracker = new OffsetTracker();
    expect(tracker.uncommitted()).toBeNull();
    tracker.deliver(7n);
    tracker.deliver(8n);
    tracker.finish(8n);
    expect(tracker.uncommitted()).toBeNull();
    tracker.finish(7n);
    expect(tracker.uncommitted()).toBe(9n);
    tracker.committed(9n);
    expect(tracker.uncommitted()).toBeNull();
  });

  it('commits again when a redelivery shows that the commit was lost', () => {
    const tracker = new OffsetTracker();
    for (const offset of [5n, 6n]) tracker.deliver(offset);
    for (const offset of [5n, 6n]) tracker.finish(offset);
    tracker.committed(7n);
    expect(tracker.deliver(5n)).toBe(false);
    expect(tracker.uncommitted()).toBe(7n);
  });

  it('does not commit again because of a redelivery in front of which nothing was committed', () => {
    const tracker = new OffsetTracker();
    for (const offset of [5n, 6n]) tracker.deliver(offset);
    tracker.finish(5n);
    tracker.committed(6n);
    tracker.deliver(6n);
    expect(tracker.uncommitted()).toBeNull();
  });

  it('is ahead of a log that ends before what was delivered', () => {
    const tracker = new OffsetTracker();
    expect(tracker.isAhead(0n)).toBe(false);
    tracker.deliver(9n);
    expect(tracker.isAhead(10n)).toBe(false);
    expect(tracker.isAhead(9n)).toBe(true);
  });

  it('commits nothing where reading begins, and past what is not ours', () => {
    const tracker = new OffsetTracker();
    expect(tracker.begun).toBe(false);
    tracker.begin(10n);
    expect([tracker.begun, tracker.uncommitted(), tracker.knows(9n), tracker.knows(10n)]).toEqual([
      true,
      null,
      true,
      false,
    ]);
    tracker.pass(15n);
    expect(tracker.uncommitted()).toBe(15n);
    tracker.deliver(15n);
    tracker.pass(17n);
    expect(tracker.watermark()).toBe(15n);
    tracker.finish(15n);
    expect(tracker.watermark()).toBe(17n);
    tracker.pass(16n);
    expect(tracker.watermark()).toBe(17n);
  });
});
