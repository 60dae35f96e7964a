import * as fc from 'fast-check';
import { safeText } from './safe-text';

describe('safeText', () => {
  it('puts everything on one line', () => {
    expect(safeText('a\nb\r\n\tc\u2028d\u0000e\u001b[31mf')).toBe('a b c d e [31mf');
  });

  it('removes marks that make a text look like another', () => {
    expect(safeText('user\u202etxt.exe')).toBe('user txt.exe');
  });

  it('cuts long texts, and never through a character', () => {
    expect(safeText('a'.repeat(600))).toBe(`${'a'.repeat(511)}…`);
    expect(safeText(`${'a'.repeat(510)}😀😀`)).toBe(`${'a'.repeat(510)}…`);
  });

  it('recognises a secret that stands across the cut', () => {
    expect(safeText(`postgres://user:${'p'.repeat(100)}@db`, 60)).toBe('postgres://[REDACTED]@db');
  });

  it('gives well-formed text within the limit, whatever comes in', () => {
    const halves = fc.array(fc.constantFrom('\ud83d', '\ude00', 'a', '\n', '\u0085', '\u2066'), { maxLength: 80 });
    fc.assert(
      fc.property(halves, fc.integer({ min: 1, max: 60 }), (parts, limit) => {
        const safe = safeText(parts.join(''), limit);
        expect(safe.length).toBeLessThanOrEqual(limit);
        expect(safe).not.toMatch(/[\p{Cc}\p{Cs}\u2066]/u);
      }),
      { numRuns: 2000 },
    );
  });
});
