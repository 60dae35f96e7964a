import * as fc from 'fast-check';
import { literalAt, literalOf, literalsIn } from './literals';

describe('literalsIn', () => {
  const hostile = fc.array(fc.constantFrom('"', '\\', '{', '}', '[', ']', ',', ':', '-1', 'é', '\u2028'), {
    maxLength: 5,
  });
  const text = hostile.map((parts) => parts.join(''));
  const tree = fc.letrec<{ node: unknown }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      text,
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constantFrom(true, false, null),
      fc.array(tie('node'), { maxLength: 3 }),
      fc.dictionary(text, tie('node'), { maxKeys: 3 }),
    ),
  })).node;
  const container = fc.oneof(fc.array(tree, { maxLength: 4 }), fc.dictionary(text, tree, { maxKeys: 4 }));
  const indent = fc.constantFrom('', ' ', '\n\t');

  it('finds what JSON.parse finds, under the same names', () => {
    fc.assert(
      fc.property(container, indent, (value, space) => {
        const json = `${space}${JSON.stringify(value, null, space)}`;
        const found = [...literalsIn(json)].map(([name, literal]) => [name, JSON.parse(literal) as unknown]);
        const parsed = JSON.parse(json) as object;
        expect(found).toEqual(Array.isArray(parsed) ? parsed.map((item) => ['', item]) : Object.entries(parsed));
      }),
    );
  });

  it('gives each value as it is written', () => {
    const json = ' { "a" : 1.0 , "b":-0,"c":[ 1, 2 ],"d":"x\\"}" , "e":{"f":1e400}\n}';
    expect([...literalsIn(json)].map(([, literal]) => literal)).toEqual([
      '1.0',
      '-0',
      '[ 1, 2 ]',
      '"x\\"}"',
      '{"f":1e400}',
    ]);
    expect(literalAt(json, 'e.f')).toBe('1e400');
    expect(literalAt(json, 'd.f')).toBe('');
  });

  it('finds nothing in what is no object or array', () => {
    fc.assert(
      fc.property(fc.oneof(text, fc.json({ maxDepth: 1 })), indent, (value, space) => {
        expect([...literalsIn(`${space}${JSON.stringify(value)}`)]).toEqual([]);
      }),
    );
    expect([...literalsIn(JSON.stringify('{"a\\": 1}'))]).toEqual([]);
  });

  it('has the last of several of one name, however it is spelled', () => {
    expect(literalOf('{"id":1,"\\u0069d":9007199254740993}', 'id')).toBe('9007199254740993');
    expect(literalOf('{"other":1}', 'id')).toBe('');
  });
});
