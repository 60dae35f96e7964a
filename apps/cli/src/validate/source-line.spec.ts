import * as fc from 'fast-check';
import { markedLine } from './source-line';

describe('a line of source', () => {
  it.each([
    ['return x', 8, 9, 'return x', '       ^'],
    ['return name', 8, 12, 'return name', '       ^^^^'],
    ['\treturn x', 9, 10, '    return x', '           ^'],
    ['a\tb', 3, 4, 'a   b', '    ^'],
    ['s = "日本", x', 11, 12, 's = "日本", x', '            ^'],
    ['s = "日本"', 6, 8, 's = "日本"', '     ^^^^'],
    ['"👩‍🚀" + x', 11, 12, '"👩‍🚀" + x', '       ^'],
    ['cafe\u0301 = x', 9, 10, 'cafe\u0301 = x', '       ^'],
    ['\u001b[31m + x', 9, 10, '\\u001b[31m + x', '             ^'],
  ])('%j has the place from %d to %d marked', (line, start, end, text, marks) => {
    expect(markedLine(line, start, end)).toEqual({ text, marks });
  });

  it('has a caret where nothing is: at its end, and for a place without length', () => {
    expect(markedLine('def f(:', 8, 8)).toEqual({ text: 'def f(:', marks: '       ^' });
    expect(markedLine('x', 1, 1).marks).toBe('^');
  });

  it('is cut around the place when it is long', () => {
    const line = `${'a'.repeat(500)}WRONG${'b'.repeat(500)}`;
    const { text, marks } = markedLine(line, 501, 506);
    expect(text).toMatch(/^…a+WRONGb+…$/);
    expect(text.length).toBeLessThan(110);
    expect(text.slice(marks.indexOf('^'), marks.length)).toBe('WRONG');
  });

  it('is never longer than a terminal is wide, and always has a mark, whatever is in it', () => {
    const places = { start: fc.integer({ min: 1, max: 400 }), length: fc.nat(400) };
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), places.start, places.length, (line, start, length) => {
        const { text, marks } = markedLine(line, start, start + length);
        expect(marks).toMatch(/^ *\^+$/);
        expect(text.length).toBeLessThanOrEqual(6 * 102);
        // oxlint-disable-next-line no-control-regex -- they are what must not be there
        expect(text).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
      }),
    );
  });
});
