import * as fc from 'fast-check';
import { Ranking } from './ranking';
import { SYNONYMS } from './synonyms';

const DOCUMENTS = [
  { id: 'cache', fields: { name: 'cache', text: 'keeps results so that they need not be computed twice' } },
  { id: 'retry', fields: { name: 'retry', text: 'tries a failed call once more, results may come late' } },
  { id: 'odd', fields: { name: 'constructor __proto__', text: 'toString hasOwnProperty' } },
];

const ranking = new Ranking(DOCUMENTS, { weights: { name: 3, text: 1 } });

const ids = (query: string, among = ranking) => among.rank(query).map(({ id }) => id);

describe('a ranking', () => {
  it('puts first what says more of the rare words asked for', () => {
    expect(ids('results of failed calls')).toEqual(['retry', 'cache']);
  });

  it('counts a word in a heavier field for more', () => {
    const both = [
      { id: 'a', fields: { name: 'other', text: 'cache' } },
      { id: 'b', fields: { name: 'cache', text: 'other' } },
    ];
    expect(ids('cache', new Ranking(both, { weights: { name: 3, text: 1 } }))).toEqual(['b', 'a']);
  });

  it('orders equal scores by id, whatever order they were given in', () => {
    const same = ['c', 'a', 'b'].map((id) => ({ id, fields: { text: 'equal words' } }));
    expect(ids('equal', new Ranking(same, { weights: { text: 1 } }))).toEqual(['a', 'b', 'c']);
  });

  it('names the stems found, the strongest first', () => {
    expect(ranking.rank('results of the cache')[0]).toMatchObject({ id: 'cache', matched: ['cach', 'result'] });
  });

  it('takes the names of object members for ordinary words', () => {
    expect(ids('__proto__')).toEqual(['odd']);
    expect(ids('constructor')).toEqual(['odd']);
    expect(ids('valueOf isPrototypeOf')).toEqual([]);
  });

  it('finds by synonym what it does not find by word, for less', () => {
    const withSynonyms = new Ranking(DOCUMENTS, { weights: { name: 3, text: 1 }, synonyms: SYNONYMS });
    expect(ids('memoize')).toEqual([]);
    const [byWord] = withSynonyms.rank('cache');
    const [bySynonym] = withSynonyms.rank('memoize');
    expect(bySynonym).toMatchObject({ id: 'cache', matched: ['memoiz'] });
    expect(bySynonym?.score).toBeLessThan(byWord?.score ?? 0);
  });

  it('says how much of the query a document holds: unknown words lower the share', () => {
    const share = (query: string) => ranking.rank(query)[0]?.share ?? 0;
    expect(share('cache')).toBeGreaterThan(0.5);
    expect(share('cache zebra giraffe')).toBeLessThan(share('cache') / 2);
  });

  it('answers nothing to an empty query, and nothing from no documents', () => {
    expect(ids('')).toEqual([]);
    expect(ids('the of and')).toEqual([]);
    expect(ids('cache', new Ranking([], { weights: { name: 1 } }))).toEqual([]);
  });

  it('is the same each time, in bounds and sorted, for any query', () => {
    const word = fc.oneof(fc.constantFrom('cache', 'retry', 'results', '__proto__'), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(fc.array(word), (query) => {
        const found = ranking.rank(query.join(' '));
        expect(found).toEqual(ranking.rank(query.join(' ')));
        expect(found.every(({ share, score }) => share > 0 && share <= 1 && score > 0)).toBe(true);
        expect(found.map(({ score }) => score)).toEqual(found.map(({ score }) => score).sort((a, b) => b - a));
      }),
    );
  });
});

describe('the synonyms', () => {
  it('hold both ways, and nothing is its own', () => {
    for (const [stem, others] of SYNONYMS.of) {
      expect(others.has(stem)).toBe(false);
      for (const other of others) expect(SYNONYMS.of.get(other)?.has(stem)).toBe(true);
    }
  });
});
