import * as fc from 'fast-check';
import { TOKENS } from './secret-samples.fixture';
import { humanText, PREVIEW_LIMIT } from './human-text';

describe('a secret known by its form', () => {
  it.each(TOKENS)('%s does not show its beginning where the text is cut', (_name, secret) => {
    const room = 4 * 100 + 1_024;
    const telling = secret.startsWith('-----BEGIN') ? 'MIIEow' : secret.slice(0, 6);
    for (let kept = 6; kept < Math.min(secret.length, 60); kept += 3) {
      // All before it is one secret, so that what is left of it after redaction is well within the limit.
      const text = `pwd=${'x'.repeat(room - kept - 5)} ${secret} ${'tail '.repeat(99)}`;
      expect(humanText(text, 100)).toMatch(/^pwd=\[REDACTED\] /);
      expect(humanText(text, 100)).not.toContain(telling);
    }
  });
});

describe('text for people', () => {
  it('keeps tabs and newlines and loses every other control', () => {
    expect(humanText('a\tb\nc\r\0\u0007\u009B\u200B\u202E\uFEFF\u2028\uD800d', 99)).toBe('a\tb\ncd');
    expect(humanText('\u001B[1;31mred\u001B[0m [a] \u001B[2Jx', 99)).toBe('red [a] x');
  });

  it('finds a secret that invisible characters were put into', () => {
    expect(humanText('s\u200Bk-AbCdEfGhI\u0000jKlMnOpQrStUvWxYz', 99)).toBe('[REDACTED]');
  });

  it('is never longer than its limit, and stable', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3_000 }), fc.integer({ min: 1, max: 300 }), (text, limit) => {
        const once = humanText(text, limit);
        expect(once.length).toBeLessThanOrEqual(limit);
        expect(humanText(once, limit)).toBe(once);
        expect(once).toBe(Buffer.from(once, 'utf8').toString('utf8'));
      }),
    );
  });

  it('never shows a secret, wherever it stands', () => {
    const noise = fc.string({ maxLength: 60 }).map((text) => `${text} `);
    const parts = fc.array(fc.oneof(noise, fc.constantFrom(...TOKENS.map(([, secret]) => `${secret} `))), {
      maxLength: 90,
    });
    fc.assert(
      fc.property(parts, (texts) => {
        const shown = humanText(texts.join(''), PREVIEW_LIMIT);
        expect(TOKENS.filter(([, secret]) => shown.includes(secret.slice(0, 24)))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

it.each(['a', '\\', '"', 'eyJ', 'secret="', '://', '\u001B['])('looks no further than its limit at %p', (seed) => {
  const text = seed.repeat(6 * PREVIEW_LIMIT);
  expect(humanText(`${text}${'the rest '.repeat(1_000)}`, PREVIEW_LIMIT)).toBe(humanText(text, PREVIEW_LIMIT));
});
