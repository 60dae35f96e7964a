import * as fc from 'fast-check';
import { stems, words } from './words';

describe('words', () => {
  it.each([
    ['fetchUser_byId', ['fetch', 'user', 'by', 'id']],
    ['HTTPClient2', ['http', 'client2']],
    ["It doesn't restore — ever.", ['it', "doesn't", 'restore', 'ever']],
    ['Größe: 5 MB', ['größe', '5', 'mb']],
    ['', []],
  ])('takes %j apart', (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  it('leaves out what is too long to be a word', () => {
    expect(words(`a ${'x'.repeat(65)} b`)).toEqual(['a', 'b']);
  });

  it('gives only lower-case words for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        for (const word of words(text)) expect(word).toBe(word.toLowerCase());
      }),
    );
  });
});

describe('stems', () => {
  it('brings inflected words together and drops those that tell nothing', () => {
    expect(stems('Validates the requests')).toEqual(stems('request validation').toReversed());
  });
});
