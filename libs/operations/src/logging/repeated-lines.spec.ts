import { RepeatedLines } from './repeated-lines';

describe('lines that repeat', () => {
  it('are written once a minute, with the number of those left out', () => {
    let now = 0;
    const lines = new RepeatedLines(() => now);
    const admitted = Array.from({ length: 130 }, (_, second) => {
      now = second * 1_000;
      return lines.admit('waiting');
    });
    expect(admitted.map((left, second) => [second, left]).filter(([, left]) => left !== null)).toEqual([
      [0, 0],
      [60, 59],
      [120, 59],
    ]);
  });

  it('do not hold up others, and are forgotten when there are many', () => {
    const lines = new RepeatedLines(() => 0);
    expect(lines.admit('a')).toBe(0);
    for (let other = 0; other < 100; other++) expect(lines.admit(`b${other}`)).toBe(0);
    expect(lines.admit('a')).toBe(0);
    expect(lines.admit('b99')).toBeNull();
  });
});
