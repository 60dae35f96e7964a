import type { Comparison, Verdict } from './compare-replies';
import { Tally } from './tally';

const comparison = (verdict: Verdict, more: Partial<Comparison> = {}): Comparison => ({
  verdict,
  varying: [],
  times: null,
  ...more,
});
const different = (...paths: readonly string[]): Comparison =>
  comparison({ kind: 'different', differences: paths.map((path) => ({ path, recorded: path, now: 0 })) });

describe('a tally of comparisons', () => {
  it('counts by kind and operation, and fields by the number of requests, each with its first example', () => {
    const tally = new Tally();
    tally.add('b', 't/0/1', different('x[0].y', 'x[1].y'));
    tally.add('b', 't/0/2', different('z', 'x[7].y'));
    tally.add('a', 't/0/3', comparison({ kind: 'equal' }, { varying: ['timestamp'] }));
    tally.add('a', 't/0/4', comparison({ kind: 'not_comparable', reason: 'unanswered' }));
    tally.add('a', 't/0/5', comparison({ kind: 'outcome_changed', recorded: 'answered', now: 'too_deep' }));
    const { summary } = tally;
    expect(summary).toMatchObject({ requests: 5, equal: 1, different: 2, outcome_changed: 1, not_comparable: 1 });
    expect(Object.entries(summary.operations).map(([name, { requests }]) => [name, requests])).toEqual([
      ['a', 3],
      ['b', 2],
    ]);
    expect(Object.entries(summary.fields)).toEqual([
      ['x[].y', { count: 2, example: { request: 't/0/1', recorded: 'x[0].y', now: 0 } }],
      ['z', { count: 1, example: { request: 't/0/2', recorded: 'z', now: 0 } }],
    ]);
    expect(summary.outcomes['answered → too_deep']?.count).toBe(1);
    expect([summary.reasons, summary.varying, summary.speed]).toEqual([{ unanswered: 1 }, ['timestamp'], null]);
  });

  it('holds a bounded number of fields and of bytes, whatever comes', () => {
    const tally = new Tally();
    for (let key = 0; key < 1_500; key += 1) tally.add('a', 't/0/0', different(`metrics.${key}`));
    tally.add(
      'a',
      't/0/0',
      comparison({ kind: 'different', differences: [{ path: 'metrics.0', recorded: 'x'.repeat(10_000), now: 1 }] }),
    );
    const { fields } = tally.summary;
    expect(Object.keys(fields)).toHaveLength(1_001);
    expect([fields['(others)']?.count, fields['metrics.0']?.count]).toEqual([500, 2]);
    const long = new Tally();
    long.add(
      'a',
      't',
      comparison({ kind: 'different', differences: [{ path: 'p', recorded: 'x'.repeat(1e4), now: 1 }] }),
    );
    expect(String(long.summary.fields['p']?.example.recorded)).toHaveLength(201);
  });

  it('tells slower from faster, and chance from both', () => {
    const tally = new Tally();
    const took = (recorded: number, now: number) =>
      tally.add('a', 't', comparison({ kind: 'equal' }, { times: { recorded, now } }));
    took(1, 5);
    took(100, 115);
    took(100, 150);
    took(100, 50);
    took(3, 40);
    expect(tally.summary.speed).toEqual({
      answers: 5,
      recorded: { p50: 100, p95: 100 },
      now: { p50: 50, p95: 150 },
      slower: 2,
      faster: 1,
    });
  });
});
