import { compare, type Policy } from './compare';
import { PAIRS } from './spec/pairs';
import type { Pair, Safe } from './spec/pair';
import { versionStep } from './version-step';

function judged({ older, newer }: Pair, policy: Policy): Safe {
  const safe = (direction: 'backward' | 'forward') => compare(older, newer, { direction, policy }).compatible;
  const [backward, forward] = [safe('backward'), safe('forward')];
  if (backward && forward) return 'both';
  if (backward) return 'backward';
  return forward ? 'forward' : 'neither';
}

describe('a change of a schema', () => {
  it.each(PAIRS.map((pair) => [pair.change, pair] as const))('%s', (_change, pair) => {
    const [strict, tolerant] = (['strict', 'tolerant'] as const).map((policy) => judged(pair, policy));
    expect({ strict, tolerant }).toEqual({ strict: pair.strict, tolerant: pair.tolerant ?? pair.strict });
    const found = compare(pair.older, pair.newer, { direction: 'full', policy: 'strict' }).findings;
    expect(found.map(({ rule }) => rule)).toEqual(expect.arrayContaining([...(pair.rules ?? [])]));
    if (pair.step !== undefined) expect(versionStep(pair.older, pair.newer)).toBe(pair.step);
  });

  it('is labelled often enough to mean something', () => {
    expect(PAIRS.length).toBeGreaterThanOrEqual(150);
    expect(new Set(PAIRS.map(({ change }) => change)).size).toBe(PAIRS.length);
  });
});
