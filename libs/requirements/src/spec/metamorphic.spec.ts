import fc from 'fast-check';
import { analyzeRequirements } from '../analyze';
import { isKnownHeading } from '../document/headings';
import { PRODUCT_PRDS } from './product-prds.fixture';
import { SERVICE_PRDS } from './service-prds.fixture';

const PRDS = [...SERVICE_PRDS, ...PRODUCT_PRDS];
const bytes = (text: string): string => JSON.stringify(analyzeRequirements(text, 'full'));
const bytesWithoutLines = (text: string): string => bytes(text).replace(/"(?:end_)?line":\d+/gu, '"line":0');

const MARKER = /^(\s*)(?:-|\d+\.)(?= )/u;
const perLine = (text: string, change: (line: string, index: number) => string): string =>
  text.split('\n').map(change).join('\n');

describe('the same document in another dress', () => {
  it.each(PRDS)('gives the same bytes with any list mark: $name', ({ text }) => {
    const expected = bytes(text);
    for (const mark of ['-', '*', '+', '•', '1)'])
      expect(bytes(perLine(text, (line) => line.replace(MARKER, `$1${mark}`)))).toBe(expected);
    expect(bytes(perLine(text, (line, index) => line.replace(MARKER, `$1${index + 1}.`)))).toBe(expected);
  });

  it.each(PRDS)('gives the same bytes with any line end: $name', ({ text }) => {
    for (const end of ['\r\n', '\r']) expect(bytes(text.replaceAll('\n', end))).toBe(bytes(text));
  });

  it.each(PRDS)('does not mind the case of headings it knows: $name', ({ text }) => {
    const shout = (line: string): string => (isKnownHeading(line.replace(/^#+ /u, '')) ? line.toUpperCase() : line);
    const whisper = (line: string): string => (isKnownHeading(line.replace(/^#+ /u, '')) ? line.toLowerCase() : line);
    expect(bytes(perLine(text, shout))).toBe(bytes(text));
    expect(bytes(perLine(text, whisper))).toBe(bytes(text));
  });

  it.each(PRDS)('does not mind blank lines between blocks, nor blanks at line ends: $name', ({ text }) => {
    const expected = bytesWithoutLines(text);
    const between = (line: string): boolean => /^(?:#|\s*- |\s*\d+\.)/u.test(line);
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 2 }), { minLength: 1, maxLength: 40 }), (blanks) => {
        const spaced = perLine(
          text,
          (line, index) => `${between(line) ? '\n'.repeat(blanks[index % blanks.length] ?? 0) : ''}${line}`,
        );
        expect(bytesWithoutLines(spaced)).toBe(expected);
      }),
      { numRuns: 10 },
    );
    expect(bytes(perLine(text, (line) => `${line}  `))).toBe(bytes(text));
  });

  it.each([
    ['##', '###'],
    ['##', '#### 3.1'],
  ])('reads headings of any level and number: %s as %s', (mark, other) => {
    const text = '## Features\n- Search\n\n## Dependencies\n- Kafka\n';
    const { features, dependencies, sections } = analyzeRequirements(text.replaceAll(mark, other), 'full');
    expect([features.map(({ name }) => name), dependencies, sections.map(({ title }) => title)]).toEqual([
      ['Search'],
      ['Kafka'],
      ['Features', 'Dependencies'],
    ]);
  });

  it.each([
    'Features\n--------\n- Search\n\nDependencies\n------------\n- Kafka\n',
    '**Features**\n- Search\n\n**Dependencies:**\n- Kafka\n',
    'FEATURES:\n- Search\n\nDEPENDENCIES:\n- Kafka\n',
    '1. Features\n\n- Search\n\n2. Dependencies\n\n- Kafka\n',
    '2.1 Features\n- Search\n\n2.2 Dependencies\n- Kafka\n',
  ])('reads headings without hashes: %j', (text) => {
    const { features, dependencies } = analyzeRequirements(text, 'full');
    expect([features.map(({ name }) => name), dependencies]).toEqual([['Search'], ['Kafka']]);
  });
});
