import * as fc from 'fast-check';
import { derivedId } from './ids';

describe('derivedId', () => {
  it('agrees with another implementation of UUIDv5', () => {
    // Python: uuid5(uuid5(NAMESPACE_DNS, 'omninode.workers'), name)
    expect(derivedId('0b0e7f2c-7b61-4c2e-9a52-3a1d7f0c9e11', 'omninode.bridge.response.stamp.v1')).toBe(
      '64c6ed4b-79d6-5e5a-85e3-54c9bfe005f5',
    );
    expect(derivedId('')).toBe('27517942-599a-5919-89d8-c552d6b2cdab');
    expect(derivedId('Grüße 😀')).toBe('262cb136-5c6c-5986-8903-ac10cb32b93f');
  });

  it('is a version 5 UUID and the same for the same parts', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (parts) => {
        expect(derivedId(...parts)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(derivedId(...parts)).toBe(derivedId(...parts));
        expect(derivedId(...parts)).not.toBe(derivedId(...parts, 'x'));
      }),
    );
  });
});
