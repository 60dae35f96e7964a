import { readable, sideBySide } from './side-by-side';

describe('two texts side by side', () => {
  it('are as long as the longer one and wrapped to their columns', () => {
    expect(sideBySide('abcdefgh\nx', '1', 13)).toBe(['abcde │ 1', 'fgh   │', 'x     │'].join('\n'));
  });

  it('show JSON indented, with the line breaks of its texts', () => {
    expect(readable('{"code":"a\\nb"}')).toBe('{\n  "code": "a\n    b"\n}');
  });

  it('show what is no JSON as it is', () => {
    expect(readable('not {json')).toBe('not {json');
  });
});
