import { jsonPieces, jsonText } from './json-pieces';

describe('JSON for readers', () => {
  it('keeps on a line what fits there', () => {
    expect(jsonText({ a: 1, list: [1, 2], inner: { b: null } })).toBe(
      '{\n  "a": 1,\n  "list": [1, 2],\n  "inner": { "b": null }\n}',
    );
  });

  it('is the same value, whatever that is', () => {
    const values = [null, 'a"b', 1.5, true, [], {}, { 'a/b~c': [[], {}, [{ x: ['long '.repeat(30)] }]] }];
    for (const value of values) expect(JSON.parse(jsonText(value))).toEqual(value);
  });

  it('marks what is at fault, and cuts short what is beside it', () => {
    const value = { a: 1, b: 2, c: { deep: true }, d: { 'e/f': 'wrong' }, g: 5, h: 6, i: 7 };
    const pieces = jsonPieces(value, '/d/e~1f');
    expect(pieces.filter(({ marked }) => marked)).toEqual([{ text: '"wrong"', marked: true }]);
    const text = pieces.map((piece) => piece.text).join('');
    expect(text).toBe('{\n  …,\n  "b": 2,\n  "c": {…},\n  "d": { "e/f": "wrong" },\n  "g": 5,\n  "h": 6,\n  …\n}');
  });
});
