import { positions, rank } from './rank';

describe('a term', () => {
  it.each<[string, string, number[]]>([
    ['batch_stamp', 'stamp', [6]],
    ['stamp of a stamp', 'stamp', [0, 11]],
    ['timestamp', 'stamp', []],
    ['CodegenValidationRequest', 'validation', [7]],
    ['{env}.omniclaude.v1', '{env}.omni', [0]],
    ['code-analysis', 'analysis', [5]],
    ['anything', '', []],
  ])('in %j: %j is at %j', (text, term, found) => {
    expect(positions(text, term)).toEqual(found);
  });
});

describe('an entry', () => {
  const parts = [
    { kind: 'name', text: 'bridge.request.stamp' },
    { kind: 'summary', text: 'Asks for a stamp.' },
    { kind: 'field', text: 'namespace' },
  ];
  const score = (...terms: string[]) => rank(terms, parts)?.score;

  it('is found by all terms or not at all', () => {
    expect(rank(['stamp', 'verify'], parts)).toBeNull();
    expect(rank([], parts)).toEqual({ score: 0, parts: [] });
  });

  it('is better found by its name than by its summary, and by that than by a field', () => {
    expect([score('stamp'), score('asks'), score('namespace')]).toEqual([0, 1, 2]);
    expect(score('stamp', 'namespace')).toBe(2);
  });

  it('says where each term was found', () => {
    expect(rank(['namespace', 'stamp'], parts)?.parts).toEqual([parts[2], parts[0]]);
  });
});
