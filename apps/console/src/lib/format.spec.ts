import { ago, bytes, counted, duration, milliseconds, time } from './format';

describe('texts for people', () => {
  it.each([
    [0, '0 s'],
    [59.6, '1 min'],
    [61, '1 min 1 s'],
    [3_600, '1 h'],
    [90_061, '1 d 1 h'],
  ])('a duration of %d s is %s', (seconds, text) => expect(duration(seconds)).toBe(text));

  it.each([
    [-1_500, '−1.5 s'],
    [0, '0 ms'],
    [999, '999 ms'],
    [1_250, '1.3 s'],
    [125_000, '2 min 5 s'],
  ])('%d ms is %s', (ms, text) => expect(milliseconds(ms)).toBe(text));

  it('an instant is told by its age and by the clock', () => {
    expect(ago('2026-01-01T00:00:00.000Z', Date.parse('2026-01-01T02:03:04Z'))).toBe('2 h 3 min ago');
    expect(ago('2026-01-01T00:00:01.000Z', Date.parse('2026-01-01T00:00:00Z'))).toBe('just now');
    expect(time('2026-01-01T02:03:04.567Z')).toBe('2026-01-01 02:03:04');
  });

  it('numbers have their noun', () => {
    expect([counted(1, 'record'), counted(2_000, 'record'), bytes(1), bytes(2_048)]).toEqual([
      '1 record',
      '2,000 records',
      '1 byte',
      '2.0 KiB',
    ]);
  });
});
