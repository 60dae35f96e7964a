import { columns } from './columns';

describe('columns', () => {
  it('stand under each other, and the last one is as long as it is', () => {
    const rows = [
      ['a', 'bb', 'a long last cell'],
      ['ccc', 'd', 'e'],
    ];
    expect(columns(rows, '  ')).toBe('  a    bb  a long last cell\n  ccc  d   e');
  });

  it('do not count colours as width', () => {
    const rows = [
      ['\u001b[31mred\u001b[39m', 'x'],
      ['plain', 'y'],
    ];
    expect(columns(rows)).toBe('\u001b[31mred\u001b[39m    x\nplain  y');
  });

  it('of nothing are nothing', () => {
    expect(columns([])).toBe('');
  });
});
