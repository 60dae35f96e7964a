import * as fc from 'fast-check';
import type { Anomaly } from './anomaly';
import { Baseline, MAX_WINDOWS, MOVED_AFTER, type Finding } from './baseline';
import { WINDOW_SIZE, type Observation } from './time-window';

/** Asks one after the other, so that nobody waits. */
class Asking {
  readonly findings: Finding[] = [];
  private clock = 0;

  constructor(readonly baseline = new Baseline(1)) {}

  ask(milliseconds: number, more: Partial<Observation> = {}): void {
    this.clock += milliseconds;
    this.findings.push(
      ...this.baseline.observe({ milliseconds, endedAt: this.clock, failed: false, cached: false, ...more }),
    );
  }

  windows(count: number, milliseconds: (n: number) => number = (n) => 8 + (n % 5)): readonly Finding[] {
    const before = this.findings.length;
    for (let n = 0; n < count * WINDOW_SIZE; n += 1) this.ask(milliseconds(n));
    return this.findings.slice(before);
  }
}

const slow = (n: number) => 2 * (8 + (n % 5));
const kinds = (findings: readonly Finding[]) => findings.map(({ kind }) => kind);
const anomalies = (findings: readonly Finding[]) => findings.filter((each): each is Anomaly => each.kind === 'anomaly');

describe('Baseline', () => {
  it('has nothing to say before there are ten windows, and then what the operation costs', () => {
    const asking = new Asking();
    expect(asking.windows(9)).toEqual([]);
    const [finding, ...others] = asking.windows(1);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      kind: 'baseline',
      summary: { p50: 10, p95: 12, p99: 12, samples: 500, windows: 10, failures: 0, repeats: 0 },
    });
    expect(asking.windows(9)).toEqual([]);
    expect(kinds(asking.windows(1))).toEqual(['baseline']);
  });

  it('is the same as counting everything again', () => {
    const times = fc.infiniteStream(fc.double({ min: 8, max: 12, noNaN: true }));
    fc.assert(
      fc.property(times, (stream) => {
        const all = [...stream.take(30 * WINDOW_SIZE)];
        const asking = new Asking();
        all.forEach((time) => asking.ask(time));
        expect(anomalies(asking.findings)).toEqual([]);
        const last = asking.findings.at(-1);
        const ascending = [...all].sort((a, b) => a - b);
        expect(last).toMatchObject({ summary: { samples: all.length, p50: ascending[all.length / 2 - 1] } });
        const total = all.reduce((sum, time) => sum + time, 0) / all.length;
        expect(last?.kind === 'baseline' && last.summary.mean).toBeCloseTo(total);
      }),
      { numRuns: 20 },
    );
  });

  it('finds the anomalies that the definition has', () => {
    const levels = fc.array(fc.constantFrom(10, 10, 10, 10.4, 10.4, 11, 12, 20, 5), { minLength: 12, maxLength: 60 });
    fc.assert(
      fc.property(levels, (means) => {
        const asking = new Asking();
        means.forEach((level) => asking.windows(1, () => level));
        const found = anomalies(asking.findings).map(({ z }) => z);
        const expected = anomaliesByDefinition(means);
        expect(found).toHaveLength(expected.length);
        found.forEach((z, n) => expect(z).toBeCloseTo(expected[n] ?? Number.NaN, 5));
      }),
    );
  });

  it.each([
    { direction: 'slower', time: slow, factor: 2, sign: 1 },
    { direction: 'faster', time: (n: number) => slow(n) / 4, factor: 0.5, sign: -1 },
  ])('tells of a window that is $direction than normal', ({ direction, time, factor, sign }) => {
    const asking = new Asking();
    asking.windows(10);
    const [anomaly] = anomalies(asking.windows(1, time));
    expect(anomaly).toMatchObject({ direction, normal: { windows: 10 }, window: { windows: 1 } });
    expect(anomaly?.factor).toBeCloseTo(factor);
    // The spread of the means is luck, so 5 % of the mean counts: twice the time is 20 of those.
    expect(anomaly?.z).toBeCloseTo((sign * Math.abs(factor - 1)) / 0.05);
  });

  it('does not take for normal what was not', () => {
    const asking = new Asking();
    asking.windows(10);
    const [first] = anomalies(asking.windows(1, slow));
    asking.windows(1);
    const [second] = anomalies(asking.windows(1, slow));
    expect(second?.normal).toMatchObject({ windows: 11, mean: expect.closeTo(first?.normal.mean ?? 0, 6) as number });
  });

  it('takes for normal what stays, and says so', () => {
    const asking = new Asking();
    asking.windows(12);
    const findings = asking.windows(MOVED_AFTER, slow);
    expect(kinds(findings)).toEqual([...Array.from({ length: MOVED_AFTER }, () => 'anomaly'), 'baseline']);
    expect(findings.at(-1)).toMatchObject({ summary: { windows: MOVED_AFTER, p50: 20 } });
    expect(anomalies(asking.windows(20, slow))).toEqual([]);
    expect(anomalies(asking.windows(1))).toHaveLength(1);
  });

  it('forgets what is too long ago', () => {
    const asking = new Asking();
    asking.windows(MAX_WINDOWS + 20);
    expect(asking.findings.at(-1)).toMatchObject({ summary: { windows: MAX_WINDOWS, samples: 5000 } });
  });

  it('does not count what was answered from memory as work', () => {
    const asking = new Asking();
    for (let n = 0; n < 2000; n += 1) asking.ask(0, { cached: true });
    expect(asking.findings).toEqual([]);
    const [baseline, optimization] = asking.windows(10);
    expect(baseline).toMatchObject({ summary: { repeats: 2000, p50: 10 } });
    expect(optimization).toMatchObject({ opportunities: [{ type: 'repeats', gain: 0.8 }], roi: 0.4 });
  });

  it('says what could be better once, and again when it is something else', () => {
    const asking = new Asking();
    const fail = (windows: number) => {
      for (let n = 0; n < windows * WINDOW_SIZE; n += 1) asking.ask(10, { failed: n % 4 === 0 });
    };
    fail(20);
    expect(kinds(asking.findings)).toEqual(['baseline', 'optimization', 'baseline']);
    for (let n = 0; n < 2000; n += 1) asking.ask(0, { cached: true });
    fail(10);
    expect(asking.findings.at(-1)).toMatchObject({ opportunities: [{ type: 'repeats' }, { type: 'failures' }] });
  });

  it('says only what is a number, whatever it sees', () => {
    const observation = fc.record({
      milliseconds: fc.oneof(fc.double(), fc.constantFrom(0, 1, 5, 5000)),
      endedAt: fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.nat(1e6)),
      failed: fc.boolean(),
      cached: fc.boolean(),
    });
    const few = fc.array(observation, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(
        fc.array(few, { minLength: 20, maxLength: 40 }),
        fc.integer({ min: 1, max: 4 }),
        (groups, threads) => {
          const baseline = new Baseline(threads);
          for (const group of groups) {
            for (let n = 0; n < WINDOW_SIZE; n += 1) {
              const findings = baseline.observe(group[n % group.length] as Observation);
              for (const finding of findings) expectNumbers(finding);
              for (const { z, direction } of anomalies(findings)) {
                expect(Math.abs(z)).toBeGreaterThanOrEqual(3);
                expect(z > 0).toBe(direction === 'slower');
              }
            }
          }
        },
      ),
      { numRuns: 50 },
    );
  });
});

function expectNumbers(value: unknown): void {
  if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
  else if (typeof value === 'object' && value !== null) Object.values(value).forEach(expectNumbers);
}

/** Window by window from the definition in docs/intelligence/events.md. */
function anomaliesByDefinition(means: readonly number[]): number[] {
  let normal: number[] = [];
  let apart: { mean: number; z: number }[] = [];
  const found: number[] = [];
  for (const mean of means) {
    const mu = normal.reduce((sum, each) => sum + each, 0) / normal.length;
    const variance = normal.reduce((sum, each) => sum + (each - mu) ** 2, 0) / (normal.length - 1);
    const z = normal.length < 10 ? 0 : (mean - mu) / Math.max(Math.sqrt(variance), 0.05 * mu, 0.05);
    if (Math.abs(z) < 3) {
      normal = [...normal, mean].slice(-100);
      apart = [];
      continue;
    }
    found.push(z);
    apart = [...apart.filter((each) => each.z > 0 === z > 0), { mean, z }];
    if (apart.length < 5) continue;
    normal = apart.map((each) => each.mean);
    apart = [];
  }
  return found;
}
