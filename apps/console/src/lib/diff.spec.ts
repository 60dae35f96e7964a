import fc from 'fast-check';
import { diffLines } from './diff';

const lines = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 8 }).map((all) => all.join('\n'));

describe('a difference of two texts', () => {
  it('holds both, in their order', () => {
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const diff = diffLines(before, after);
        const without = (kind: string) =>
          diff
            .filter((one) => one.kind !== kind)
            .map(({ text }) => text)
            .join('\n');
        expect([without('added'), without('removed')]).toEqual([before, after]);
      }),
    );
  });

  it('changes nothing where nothing changed', () => {
    fc.assert(
      fc.property(lines, (text) => expect(diffLines(text, text).every(({ kind }) => kind === 'same')).toBe(true)),
    );
  });
});
