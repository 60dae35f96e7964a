import { PRODUCTS } from './gazetteer';

describe('the gazetteer', () => {
  it('has each spelling once', () => {
    const spellings = [...PRODUCTS.values()].flat().map(({ words, rule }) => {
      const spelling = words.join(' ');
      return rule === 'any' ? spelling.toLowerCase() : spelling;
    });
    expect(spellings.filter((one, at) => spellings.indexOf(one) !== at)).toEqual([]);
  });
});
