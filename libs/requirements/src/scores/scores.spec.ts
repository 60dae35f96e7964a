import { analyzeRequirements } from '../analyze';
import type { SmellType } from './smell-lexicon';

const smells = (...items: string[]): [SmellType, string][] =>
  analyzeRequirements(`## Requirements\n${items.map((item) => `- ${item}\n`).join('')}`, 'partial').smells.map(
    ({ type, text }) => [type, text],
  );

describe('requirement smells', () => {
  it.each<[SmellType, string, string]>([
    ['subjective', 'The clerk shall get a user-friendly form', 'user-friendly'],
    ['vague', 'The clerk shall get a fast answer', 'fast'],
    ['loophole', 'The clerk shall get a copy if possible', 'if possible'],
    ['open_ended', 'The clerk shall see names, dates etc.', 'etc.'],
    ['superlative', 'The clerk shall get the best offer', 'best'],
    ['comparative', 'The clerk shall get a better offer', 'better'],
    ['negative', 'The clerk must not print', 'must not'],
    ['vague_pronoun', 'The clerk shall open the letter and read it', 'it'],
    ['incomplete_reference', 'The clerk shall work as described above', 'as described above'],
    ['passive_without_actor', 'Letters shall be opened', 'shall be opened'],
    ['missing_unit', 'The clerk shall answer within 5', 'within 5'],
    ['to_be_decided', 'The clerk shall wait TBD minutes', 'tbd'],
    ['undefined_acronym', 'The clerk shall print the ZKF form', 'ZKF'],
  ])('%s: %s', (type, sentence, text) => {
    expect(smells(sentence)).toContainEqual([type, text]);
  });

  it('sees doubles and other values for the same thing', () => {
    expect(smells('The clerk shall open every letter', 'Every letter the clerk shall open')).toContainEqual([
      'duplicate',
      'R1',
    ]);
    expect(smells('The clerk shall answer within 5 days', 'The clerk shall answer within 9 days')).toContainEqual([
      'conflicting_values',
      'R1',
    ]);
  });

  it('finds nothing in a plain sentence', () => {
    expect(smells('The clerk shall answer every letter within 5 days')).toEqual([]);
  });
});

describe('scores', () => {
  it('show the terms they are made of', () => {
    const text =
      '## Overview\nLetters.\n## Requirements\n- R1: The clerk shall open letters\n## Performance\n- An answer shall leave within 5 days\n## Acceptance Criteria\n- R1: given a letter, when it comes, then it is opened\n';
    const { completeness, complexity, ambiguity, confidence } = analyzeRequirements(text, 'full');
    expect(completeness?.terms).toEqual({ sections: 0.58, measurable: 1, acceptance_coverage: 0.5 });
    expect(completeness?.score).toBeCloseTo(0.6 * 0.58 + 0.2 + 0.2 * 0.5, 2);
    expect(completeness?.missing).toEqual(['goals', 'users', 'data', 'interfaces', 'dependencies', 'scope']);
    expect(complexity).toMatchObject({ level: 'low', terms: { requirements: 2, integrations: 0, workflow_words: 0 } });
    expect(ambiguity?.terms).toMatchObject({ requirements: 2 });
    expect(Object.keys(confidence.terms)).toEqual([
      'structure',
      'requirement_density',
      'entity_support',
      'node_type_margin',
      'words',
    ]);
  });

  it('rise with complexity and fall with ambiguity as they should', () => {
    const items = (count: number, words: string): string =>
      `## Requirements\n${Array.from({ length: count }, (_, index) => `- The clerk shall ${words} letter kind ${index} via Kafka and PostgreSQL\n`).join('')}`;
    expect(analyzeRequirements(items(60, 'open'), 'full').complexity?.level).toBe('high');
    const clear = analyzeRequirements(items(3, 'open'), 'partial').ambiguity?.score ?? 1;
    expect(
      analyzeRequirements(items(3, 'quickly and easily, if possible, open'), 'partial').ambiguity?.score,
    ).toBeGreaterThan(clear);
  });
});
