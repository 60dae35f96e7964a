import { readKnowledge } from '#knowledge';

interface Listed {
  readonly modules?: string;
  readonly words?: string;
}

const twice = (rows: readonly Listed[]): string[] => {
  const all = rows.flatMap(({ modules, words }) => (modules ?? words ?? '').split(' '));
  return all.filter((one, at) => all.indexOf(one) !== at);
};

describe('what reaches something', () => {
  const libraries = readKnowledge('code-analysis', 'libraries') as Record<string, readonly Listed[]>;

  it.each(Object.entries(libraries))('is listed once among the modules of %s', (_, rows) => {
    expect(twice(rows)).toEqual([]);
  });

  it('is listed once among the names of clients', () => {
    expect(twice(readKnowledge('code-analysis', 'clients') as readonly Listed[])).toEqual([]);
  });
});
