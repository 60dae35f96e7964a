import * as fc from 'fast-check';
import type { KeptAlert } from '#dead-letters';
import { dueAlerts, endedAlerts } from './decide-alerts';
import { measurement } from './measurement.fixture';

const START = Date.parse('2026-01-01T00:00:00Z');
const COOLDOWN = 900;
const at = (seconds: number) => new Date(START + seconds * 1_000);

/** What the database remembers of alerts, as the statements of `libs/dead-letters` keep it. */
class Memory {
  readonly kept = new Map<string, KeptAlert>();

  /** One look of one monitor: the keys that alert, and those that end. */
  look(measured: ReturnType<typeof measurement>[], seconds: number): { due: string[]; ended: string[] } {
    const now = at(seconds);
    const known = [...this.kept.values()];
    const due = dueAlerts(measured, known, COOLDOWN, now);
    for (const facts of due) {
      const repeat = (this.kept.get(facts.key)?.firing === true ? this.kept.get(facts.key)!.repeat : 0) + 1;
      const given = { began_at: now, alerted_at: now, ended_at: null, firing: true, repeat };
      this.kept.set(facts.key, { key: facts.key, ...given, facts });
    }
    const ended = endedAlerts(known, measured, new Set());
    for (const { key } of ended) this.kept.set(key, { ...this.kept.get(key)!, ended_at: now, firing: false });
    return { due: due.map(({ key }) => key), ended: ended.map(({ key }) => key) };
  }
}

describe('an alert', () => {
  it('is given when the limit is exceeded, and again after the cool-down while it still is', () => {
    const memory = new Memory();
    const looks = [0, 899, 900, 1_799, 1_800].map((seconds) => memory.look([measurement({ value: 11 })], seconds).due);
    expect(looks).toEqual([['a.dlq'], [], ['a.dlq'], [], ['a.dlq']]);
    expect(memory.kept.get('a.dlq')?.repeat).toBe(3);
  });

  it('ends with the first look at or below the limit, and begins again no sooner than the cool-down allows', () => {
    const memory = new Memory();
    const looks = [11, 10, 11, 11].map((value, index) => memory.look([measurement({ value })], index * 300));
    expect(looks.map(({ due }) => due.length)).toEqual([1, 0, 0, 1]);
    expect(looks.map(({ ended }) => ended.length)).toEqual([0, 1, 0, 0]);
    expect(memory.kept.get('a.dlq')?.repeat).toBe(1);
  });

  it('about a group is given once, however long the group is open', () => {
    const memory = new Memory();
    const group = measurement({ key: 'new_group:x', kind: 'new_group', value: 3, limit: 0 });
    expect([0, 5_000, 90_000].map((seconds) => memory.look([group], seconds).due.length)).toEqual([1, 0, 0]);
    expect(memory.look([], 90_005).ended).toEqual(['new_group:x']);
  });

  it('is not made of a value that is no number', () => {
    expect(new Memory().look([measurement({ value: Number.NaN })], 0).due).toEqual([]);
  });
});

describe('the end of an alert', () => {
  const firing = (over: Partial<KeptAlert>): KeptAlert => {
    const facts = measurement({ key: 'rate:t', kind: 'rate', value: 0.5, limit: 0.01 });
    const given = { began_at: at(0), alerted_at: at(0), ended_at: null, firing: true, repeat: 1 };
    return { key: facts.key, ...given, facts, ...over };
  };

  it('comes when what it is about is not measured any more, and says what it was', () => {
    expect(endedAlerts([firing({})], [], new Set())).toMatchObject([{ key: 'rate:t', value: 0, alerted_at: at(0) }]);
  });

  it('does not come while its kind cannot be looked at', () => {
    expect(endedAlerts([firing({})], [], new Set(['rate'] as const))).toEqual([]);
  });

  it('comes for an alert of a program that knew thresholds only', () => {
    const [end] = endedAlerts([firing({ key: 'a.dlq', facts: null })], [], new Set());
    expect(end).toMatchObject({ key: 'a.dlq', kind: 'threshold', dlq_topic: 'a.dlq' });
  });

  it('comes once', () => {
    expect(endedAlerts([firing({ firing: false, ended_at: at(1) })], [], new Set())).toEqual([]);
  });
});

describe('any history', () => {
  const round = fc.record({
    wait: fc.oneof(fc.integer({ min: 0, max: 2_000 }), fc.constantFrom(1, COOLDOWN - 1, COOLDOWN)),
    values: fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 0, max: 30 })),
  });

  it('gives no alert twice within a cool-down, ends none that is still exceeded, and leaves none firing that is not', () => {
    fc.assert(
      fc.property(fc.array(round, { maxLength: 40 }), (rounds) => {
        const memory = new Memory();
        const last = new Map<string, number>();
        let seconds = 0;
        return rounds.every(({ wait, values }) => {
          seconds += wait;
          const measured = Object.entries(values).map(([key, value]) => measurement({ key, value }));
          const over = new Set(measured.filter(({ value, limit }) => value > limit).map(({ key }) => key));
          const { due, ended } = memory.look(measured, seconds);
          const right =
            due.every((key) => over.has(key) && seconds - (last.get(key) ?? Number.NEGATIVE_INFINITY) >= COOLDOWN) &&
            [...over].every((key) => due.includes(key) || seconds - (last.get(key) ?? 0) < COOLDOWN) &&
            ended.every((key) => !over.has(key)) &&
            [...memory.kept.values()].every(({ key, firing }) => !firing || over.has(key));
          for (const key of due) last.set(key, seconds);
          return right;
        });
      }),
      { numRuns: 1_000 },
    );
  });
});
