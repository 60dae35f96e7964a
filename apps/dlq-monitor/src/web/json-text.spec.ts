import * as fc from 'fast-check';
import { faultText, jsonText } from './json-text';

const read = (text: string): unknown =>
  JSON.parse(text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'));

describe('a sample', () => {
  it('is JSON that means the same', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(read(jsonText(value).text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('shows a member whose name is an ellipsis', () => {
    expect(jsonText({ '…': 1 }).text).toBe('{\n  "…": 1\n}');
  });

  it('keeps on a line what fits on it', () => {
    const long = 'x'.repeat(80);
    expect(jsonText({ a: [{ b: 1 }, []], c: [long] }).text.split('\n')).toEqual([
      '{',
      '  "a": [{ "b": 1 }, []],',
      '  "c": [',
      `    "${long}"`,
      '  ]',
      '}',
    ]);
  });
});

describe('a refused sample', () => {
  const payload = { a: 1, b: 2, c: 3, d: { e: [{ f: 'no' }], g: [1] }, h: 5, i: [1], j: 7 };

  it('shows the fault and what is around it', () => {
    expect(faultText(payload, '/d/e/0/f').text.split('\n')).toEqual([
      '{',
      '  …,',
      '  "b": 2,',
      '  "c": 3,',
      '  "d": { "e": [{ "f": <mark>"no"</mark> }], "g": […] },',
      '  "h": 5,',
      '  "i": […],',
      '  …',
      '}',
    ]);
  });

  it('shows all members where one is missing', () => {
    const { text } = faultText(payload, '');
    for (const name of Object.keys(payload)) expect(text).toContain(`"${name}": `);
    expect(text).not.toContain('<mark>');
  });

  it('marks text, never markup', () => {
    expect(faultText({ '<b>/': '<i>' }, '/<b>~1').text).toBe('{\n  "&lt;b&gt;/": <mark>"&lt;i&gt;"</mark>\n}');
  });
});
