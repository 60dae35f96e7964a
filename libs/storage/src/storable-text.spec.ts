import { storableText } from './storable-text';

describe('storable text', () => {
  it('leaves ordinary text alone, whole surrogate pairs included', () => {
    expect(storableText('naïve 😀\n\t')).toBe('naïve 😀\n\t');
  });

  it('replaces what PostgreSQL refuses', () => {
    expect(storableText('a\u0000b\ud800c\udc00')).toBe('a\uFFFDb\uFFFDc\uFFFD');
  });
});
