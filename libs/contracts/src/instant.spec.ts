import * as fc from 'fast-check';
import { instantOf } from './instant';

describe('instantOf', () => {
  it.each([
    ['2025-10-16 12:34:56.789123', '2025-10-16T12:34:56.789Z'],
    ['2025-10-16 12:34:56', '2025-10-16T12:34:56.000Z'],
    ['2025-10-16T12:34:56.789Z', '2025-10-16T12:34:56.789Z'],
    ['2025-10-16 12:34:56.700001+00:00', '2025-10-16T12:34:56.700Z'],
    ['2025-10-16T12:34:56+0230', '2025-10-16T10:04:56.000Z'],
    ['2025-10-16T12:34', '2025-10-16T12:34:00.000Z'],
    ['2025-10-16T12:34:56,5z', '2025-10-16T12:34:56.500Z'],
    [1760618096.789, '2025-10-16T12:34:56.789Z'],
    [1760618096789, '2025-10-16T12:34:56.789Z'],
    [0, '1970-01-01T00:00:00.000Z'],
  ])('reads %j as UTC', (value, instant) => {
    expect(instantOf(value)).toBe(instant);
  });

  it.each(['', 'now', '2025-10-16', '2025-13-01T00:00:00Z', '2025-10-16T25:00:00Z', Number.NaN, 1e300, null, {}, true])(
    'takes %j for no instant',
    (value) => {
      expect(instantOf(value)).toBeNull();
    },
  );

  it('never throws, and its own output is a fixed point', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.double(), fc.date({ noInvalidDate: true }).map(String)), (value) => {
        const instant = instantOf(value);
        if (instant !== null && !instant.startsWith('+') && !instant.startsWith('-')) {
          expect(instantOf(instant)).toBe(instant);
        }
      }),
    );
  });
});
