import * as fc from 'fast-check';
import { storableKey } from './storable-key';

const text = fc
  .array(fc.constantFrom('a', '\u0000', '\ud800', '\udc00', '\uFFFD', '€', 'x'.repeat(300), 'sha256:'), {
    maxLength: 6,
  })
  .map((parts) => parts.join(''));

describe('storableKey', () => {
  it.each(['e-1', '', ' ', 'Grüße 😀', 'x'.repeat(256)])('is %j itself where it can be stored', (plain) => {
    expect(storableKey(plain)).toBe(plain);
  });

  it('is well-formed and short, without NUL', () => {
    fc.assert(
      fc.property(text, (given) => {
        const key = storableKey(given);
        expect(Buffer.byteLength(key)).toBeLessThanOrEqual(768);
        expect(key.includes('\u0000') || !key.isWellFormed()).toBe(false);
      }),
    );
  });

  it('differs where the texts differ, also from the key of another', () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        expect(storableKey(one) === storableKey(other)).toBe(one === other);
        expect(storableKey(storableKey(one)) === storableKey(one)).toBe(storableKey(one) === one);
      }),
    );
  });
});
