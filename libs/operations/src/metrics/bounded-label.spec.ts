import * as fc from 'fast-check';
import { boundedLabel } from './bounded-label';

describe('boundedLabel', () => {
  it('lets the closed set pass and has one value for all the rest', () => {
    const topic = boundedLabel(['stamp', 'verify']);
    expect(['stamp', 'verify', 'Stamp', '', 'constructor'].map(topic)).toEqual([
      'stamp',
      'verify',
      'other',
      'other',
      'other',
    ]);
  });

  it('has at most one value more than its set, whatever strings come in', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { maxLength: 10 }), fc.array(fc.string()), (allowed, seen) => {
        const values = new Set([...seen, ...allowed].map(boundedLabel(allowed)));
        expect(values.size).toBeLessThanOrEqual(allowed.length + 1);
        allowed.forEach((value) => expect(values).toContain(value));
      }),
    );
  });
});
