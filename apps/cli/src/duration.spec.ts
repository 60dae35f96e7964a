import { durationMs } from './duration';

describe('a duration', () => {
  it.each([
    ['1ms', 1],
    ['500ms', 500],
    ['10s', 10_000],
    ['1.5m', 90_000],
    ['24h', 86_400_000],
  ])('of %s has %d milliseconds', (text, ms) => {
    expect(durationMs('timeout', text)).toBe(ms);
  });

  it.each(['', '10', '0s', '0.1ms', '-1s', '1 s', '25h', '1d', '1e3s', 'NaNs', '10sm'])('is not %j', (text) => {
    expect(() => durationMs('timeout', text)).toThrow('--timeout must be a duration');
  });
});
