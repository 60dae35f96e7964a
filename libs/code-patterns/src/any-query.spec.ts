import * as fc from 'fast-check';
import { cpuTimeOf, ENDLESS_MS } from '../../../test/support/cpu-time';
import { DEFAULT_THRESHOLD, matchPatterns, type PatternQuery } from './match-patterns';
import { nodes } from './spec/nodes';

describe('any query', () => {
  const detected = fc.array(
    fc.record({
      id: fc.constantFrom('crud', 'god-class', 'timeout', 'nothing', '__proto__'),
      confidence: fc.double({ min: 0, max: 2, noNaN: true }),
      lines: fc.array(fc.nat(), { maxLength: 3 }),
      evidence: fc.constant([{ line: 1, detail: 'something' }]),
    }),
    { maxLength: 4 },
  );
  const words = fc.constantFrom(
    'cache',
    'no',
    'without',
    'kafka',
    'get_user',
    '__proto__',
    'constructor',
    '\ud800',
    'retry',
  );
  const query: fc.Arbitrary<PatternQuery> = fc.record({
    description: fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.array(words, { maxLength: 40 }).map((some) => some.join(' ')),
    ),
    nodeType: fc.constantFrom('effect', 'compute', 'reducer', 'orchestrator', undefined),
    limit: fc.oneof(fc.integer({ min: -3, max: 25 }), fc.constantFrom(NaN, Infinity, 2.5)),
    threshold: fc.option(fc.double({ min: -1, max: 2 }), { nil: undefined }),
    detected,
    similar: fc.nat({ max: 25 }).map(nodes),
  });

  it('gets at most what it asked for, best first, in its kind and above its threshold, and always the same', () => {
    fc.assert(
      fc.property(query, (asked) => {
        const found = matchPatterns(asked);
        expect(matchPatterns(asked)).toEqual(found);
        const limit = Math.min(20, Math.max(1, Math.trunc(asked.limit) || 1));
        expect(found.pattern_result.length).toBeLessThanOrEqual(limit);
        expect(found.total_matches).toBeGreaterThanOrEqual(found.pattern_result.length);
        const strengths = found.pattern_result.map((item) =>
          item.kind === 'pattern' ? item.confidence : item.similarity_score,
        );
        expect(strengths).toEqual([...strengths].sort((a, b) => b - a));
        const least = Number.isFinite(asked.threshold) ? (asked.threshold ?? 0) : DEFAULT_THRESHOLD;
        for (const item of found.pattern_result) {
          if (item.kind !== 'pattern') continue;
          if (asked.nodeType !== undefined) expect(item.node_types).toContain(asked.nodeType);
          expect(item.confidence).toBeGreaterThanOrEqual(Math.round(least * 10_000) / 10_000);
          expect(item.confidence).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['five million letters', 'a'.repeat(5_000_000)],
    ['a million words', 'retry cache '.repeat(500_000)],
    ['half a million underscores', 'a_'.repeat(500_000)],
    ['denials without end', 'no '.repeat(1_000_000)],
    ['lone surrogates', '\ud800'.repeat(1_000_000)],
  ])('of %s is answered without reading it again and again', (_what, description) => {
    expect(cpuTimeOf(() => matchPatterns({ description, limit: 5 }))).toBeLessThan(ENDLESS_MS);
  });
});
