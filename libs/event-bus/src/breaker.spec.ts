import * as fc from 'fast-check';
import { CLOSED, stepBreaker, type BreakerEvent, type BreakerState } from './breaker';

const reason = fc.constantFrom('first', 'second');
const event: fc.Arbitrary<BreakerEvent> = fc.oneof(
  fc.record({ kind: fc.constant('outage' as const), reason }),
  fc.record({ kind: fc.constant('probe-started' as const) }),
  fc.record({ kind: fc.constantFrom('probe-succeeded' as const, 'trial-succeeded' as const) }),
  fc.record({ kind: fc.constantFrom('probe-failed' as const, 'trial-failed' as const), reason }),
);
const move = fc.record({ event, waitMs: fc.oneof(fc.constant(0), fc.nat(300), fc.nat(20_000)) });

/** The same rules, told as a history: when the outage began, what failed since, what is under way. */
class Model {
  failures = 0;
  underWay: 'probing' | 'trial' | null = null;
  down = false;
  probeAt = 0;

  step(kind: BreakerEvent['kind'], now: number): void {
    if (kind === 'outage' && !this.down) Object.assign(this, { down: true, failures: 0, probeAt: now + 250 });
    else if (kind === 'probe-started' && this.down && this.underWay === null && now >= this.probeAt) {
      this.underWay = 'probing';
    } else if (kind === 'probe-succeeded' && this.underWay === 'probing') this.underWay = 'trial';
    else if (kind === 'trial-succeeded' && this.underWay === 'trial')
      Object.assign(this, { down: false, underWay: null });
    else if (kind === (this.underWay === 'probing' ? 'probe-failed' : 'trial-failed') && this.underWay !== null) {
      this.underWay = null;
      this.failures++;
      let wait = 250;
      for (let doubled = 0; doubled < this.failures && wait < 4_000; doubled++) wait *= 2;
      this.probeAt = now + Math.min(4_000, wait);
    }
  }

  get kind(): BreakerState['kind'] {
    if (!this.down) return 'closed';
    return this.underWay ?? 'open';
  }
}

describe('the breaker', () => {
  it('agrees with its history, whatever happens in whatever order', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 40 }), (moves) => {
        const model = new Model();
        let state: BreakerState = CLOSED;
        let now = 1_000_000;
        // One matcher for the whole run: one per move would cost more than what is tested.
        const [seen, wanted]: [unknown[], unknown[]] = [[], []];
        for (const one of moves) {
          now += one.waitMs;
          state = stepBreaker(state, one.event, now);
          model.step(one.event.kind, now);
          seen.push(state.kind, state.kind === 'open' && state.probeAt);
          wanted.push(model.kind, model.kind === 'open' && model.probeAt);
        }
        expect(seen).toStrictEqual(wanted);
      }),
      { numRuns: 10_000 },
    );
  });

  it('probes after 250 ms and ever less often, at least every 4 seconds', () => {
    let state = stepBreaker(CLOSED, { kind: 'outage', reason: 'down' }, 0);
    const waits: number[] = [];
    for (let now = 0; waits.length < 8;) {
      if (state.kind !== 'open') throw new Error(state.kind);
      waits.push(state.probeAt - now);
      now = state.probeAt;
      state = stepBreaker(
        stepBreaker(state, { kind: 'probe-started' }, now),
        { kind: 'probe-failed', reason: 'x' },
        now,
      );
    }
    expect(waits).toEqual([250, 500, 1000, 2000, 4000, 4000, 4000, 4000]);
  });

  it('keeps the first reason while open and takes the latest from a failed probe', () => {
    const open = stepBreaker(CLOSED, { kind: 'outage', reason: 'first' }, 0);
    expect(stepBreaker(open, { kind: 'outage', reason: 'second' }, 1)).toBe(open);
    const probing = stepBreaker(open, { kind: 'probe-started' }, 250);
    expect(stepBreaker(probing, { kind: 'probe-failed', reason: 'third' }, 250)).toMatchObject({ reason: 'third' });
  });
});
