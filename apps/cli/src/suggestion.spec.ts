import { suggestion } from './suggestion';

describe('a suggestion', () => {
  const known = ['stamp', 'stamps', 'verify', '--output', '--require-signature'];

  it.each([
    ['stmap', '; did you mean "stamp"?'],
    ['Verify', '; did you mean "verify"?'],
    ['--ouput', '; did you mean "--output"?'],
    ['--require-signatures', '; did you mean "--require-signature"?'],
    ['-output', '; did you mean "--output"?'],
  ])('for %s is%s', (word, sentence) => {
    expect(suggestion(word, known)).toBe(sentence);
  });

  it.each(['fly', '', 'x'.repeat(10_000), '--'])('is not made for %.10s', (word) => {
    expect(suggestion(word, known)).toBe('');
  });

  it('needs something to suggest', () => {
    expect(suggestion('stamp', [])).toBe('');
  });
});
