import { instant } from './instants';

const NOON = new Date('2025-10-16T12:34:56Z');
const FRACTION = new Date('2025-10-16T12:34:56.789Z');

describe('a time', () => {
  it.each([
    ['2025-10-16T12:34:56Z', NOON],
    ['2025-10-16 12:34:56', NOON],
    ['2025-10-16T12:34:56', NOON],
    ['2025-10-16 12:34:56.789123', FRACTION],
    ['2025-10-16T12:34:56.789123456+00:00', FRACTION],
    ['2025-10-16T14:34:56+02:00', NOON],
    ['2025-10-16T14:34:56+0200', NOON],
    ['2025-10-16T14:34:56+02', NOON],
    [' 2025-10-16t12:34:56,789z ', FRACTION],
    ['2025-10-16', new Date('2025-10-16T00:00:00Z')],
    [1_760_618_096, NOON],
    [1_760_618_096.789, FRACTION],
    [1_760_618_096_789, FRACTION],
    [1_760_618_096_789_123, FRACTION],
    [1_760_618_096_789_123_000, FRACTION],
    ['1760618096', NOON],
    ['1760618096.789', FRACTION],
    ['1760618096789', FRACTION],
  ])('reads %p as %p', (value, expected) => {
    expect(instant(value)).toEqual(expected);
  });

  it.each([
    [''],
    ['yesterday'],
    ['2025-13-01'],
    ['2025-10-16T25:00:00Z'],
    ['12'],
    [5],
    [-1],
    [NaN],
    [Infinity],
    [1e300],
  ])('is not %p', (value) => expect(instant(value)).toBeUndefined());

  it.each([[null], [true], [{}], [[1_760_618_096]], [undefined]])('is not %p, whatever it looks like', (value) => {
    expect(instant(value)).toBeUndefined();
  });
});
