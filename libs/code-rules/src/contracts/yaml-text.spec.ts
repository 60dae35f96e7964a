import * as fc from 'fast-check';
import { MAX_YAML_ALIASES, MAX_YAML_DEPTH, MAX_YAML_LENGTH, readYaml, yamlBudget } from './yaml-text';

function read(text: string) {
  return readYaml(text, yamlBudget());
}

function reasonFor(text: string): string {
  const reading = read(text);
  return reading.kind === 'unreadable' ? reading.reason : 'read';
}

function laughs(levels: number): string {
  const lines = ['l0: &l0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]'];
  for (let level = 1; level < levels; level += 1) {
    lines.push(`l${level}: &l${level} [${Array.from({ length: 2 }, () => `*l${level - 1}`).join(', ')}]`);
  }
  return lines.join('\n');
}

describe('YAML text', () => {
  it('is read as a mapping, with merge keys and references to other files', () => {
    expect(read('a: &a {x: 1}\nb:\n  <<: *a\n  y: !include other.yaml\n')).toEqual({
      kind: 'read',
      contract: { a: { x: 1 }, b: { x: 1, y: 'other.yaml' } },
      duplicates: [],
    });
  });

  it('names keys that occur twice in one mapping', () => {
    expect(read('a: 1\nb: {c: 1, c: 2}\na: 2')).toMatchObject({ duplicates: ['"a"', '"c"'] });
    expect(read('a: {c: 1}\nb: {c: 1}')).toMatchObject({ duplicates: [] });
  });

  it.each([
    ['a: [', 'is not valid YAML'],
    ['a: b: c', 'is not valid YAML'],
    ['a: 1\n---\nb: 1', 'holds more than one YAML document'],
    ['a: !!python/object:os.system x', 'is not valid YAML'],
    ['a: *nowhere', 'cannot be resolved'],
    ['just words', 'is not a YAML mapping'],
    ['- a\n- b', 'is not a YAML mapping'],
    ['', 'is not a YAML mapping'],
  ])('is refused when it is %j', (text, reason) => {
    expect(reasonFor(text)).toContain(reason);
  });

  it.each([
    ['brackets', '['.repeat(10_000)],
    ['braces', '{a: '.repeat(10_000)],
    ['dashes', '- '.repeat(10_000)],
    ['question marks', '? '.repeat(10_000)],
    ['indentation', Array.from({ length: 200 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
    ['a mix of both', '- {a: ['.repeat(3_000)],
  ])('is refused when %s nest too deeply, before the parser sees it', (_, text) => {
    expect(reasonFor(text)).toBe(`nests deeper than ${MAX_YAML_DEPTH} levels`);
  });

  it('may nest as deeply as the limit says', () => {
    const depth = MAX_YAML_DEPTH - 5;
    expect(reasonFor(`a: ${'['.repeat(depth)}${']'.repeat(depth)}`)).toBe('read');
  });

  it('is refused when aliases multiply', () => {
    expect(reasonFor(laughs(10))).toContain('Excessive alias count');
    expect(reasonFor(`a: &a 1\nb: [${'*a,'.repeat(MAX_YAML_ALIASES + 1)}]`)).toContain('aliases');
  });

  it('may contain itself', () => {
    expect(reasonFor('a: &a\n  b: *a\n')).toBe('read');
  });

  it('is refused when all texts of a request together are too large', () => {
    const budget = yamlBudget();
    const half = `a: ${'x'.repeat(MAX_YAML_LENGTH / 2)}`;
    expect(readYaml(half, budget).kind).toBe('read');
    expect(readYaml(half, budget)).toMatchObject({ kind: 'unreadable' });
    expect(reasonFor('- a: b\n'.repeat(30_000))).toContain('tokens');
  });

  it('never throws', () => {
    const piece = fc.constantFrom(
      'a',
      ': ',
      '- ',
      '\n',
      '  ',
      '[',
      ']',
      '{',
      '}',
      ',',
      '&a ',
      '*a',
      '!x ',
      '"',
      "'",
      '|',
      '#',
      '? ',
      '<<',
      '\t',
      '---',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        expect(['read', 'unreadable']).toContain(read(pieces.join('')).kind);
      }),
      { numRuns: 1_000 },
    );
  });
});
