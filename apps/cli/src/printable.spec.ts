import * as fc from 'fast-check';
import { oneLine, printable } from './printable';

describe('text from elsewhere', () => {
  it('keeps what people read: words of any script, tabs and line breaks', () => {
    expect(printable('añ 日本\n\tx')).toBe('añ 日本\n\tx');
  });

  it.each([
    ['colours', '\u001b[31mred', '\\u001b[31mred'],
    ['the bell', 'a\u0007', 'a\\u0007'],
    ['8-bit commands', 'a\u009b2J', 'a\\u009b2J'],
    ['a carriage return', 'safe\rgone', 'safe\\u000dgone'],
    ['a change of direction', 'a\u202eb', 'a\\u202eb'],
  ])('cannot command the terminal: %s', (_what, text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  it('stays on one line where it must', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        // oxlint-disable-next-line no-control-regex -- they must not be there
        expect(oneLine(text)).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
      }),
    );
    expect(oneLine('a\nb')).toBe('a\\nb');
  });
});
