import { renderTable } from './table';

describe('a table', () => {
  it('aligns its columns and rules off the heading', () => {
    expect(
      renderTable([
        ['service', 'port'],
        ['bridge', '8054'],
        ['a-long-name', '1'],
      ]),
    ).toBe(['service      port', '───────────  ────', 'bridge       8054', 'a-long-name  1'].join('\n'));
  });

  it('accepts rows that are short', () => {
    expect(renderTable([['a', 'b'], ['only one']])).toBe(['a         b', '────────  ─', 'only one'].join('\n'));
  });
});
