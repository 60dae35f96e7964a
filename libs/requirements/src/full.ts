import type { RequirementsAnalysis } from './analysis';
import { featuresOf } from './domain/features';
import { relationshipsOf } from './domain/relationships';
import { mixinsForAll } from './domain/suggestions';
import type { Frame } from './frame';
import type { Meaning } from './partial';
import { completenessOf, complexityOf } from './scores/scores';
import { type AcceptanceCriterion, acceptanceCriteria, type Subject } from './statements/acceptance';
import type { Reading } from './statements/build-requirements';
import type { PlacedStory } from './statements/user-stories';

const MAX_MIXINS = 8;

type Plan = Pick<
  RequirementsAnalysis,
  | 'requirements'
  | 'user_stories'
  | 'acceptance_criteria'
  | 'relationships'
  | 'features'
  | 'recommended_mixins'
  | 'completeness'
  | 'complexity'
>;

/** How the parts hang together, what is to be built from them, and how complete and complex the whole is. */
export function planOf(frame: Frame, { entities, external_systems: systems }: Meaning): Plan {
  const { document, title, text, readings, stories } = frame;
  const criteria = acceptanceCriteria(document, subjects(readings, stories));
  const tests = testsBySubject(criteria);
  return {
    requirements: readings.map(({ requirement }) => ({ ...requirement, acceptance: tests.get(requirement.id) ?? [] })),
    user_stories: stories.map(({ story }) => story),
    acceptance_criteria: criteria,
    relationships: relationshipsOf(readings, entities, productName(title)),
    features: featuresOf(document, readings),
    recommended_mixins: mixinsForAll(asked(frame), MAX_MIXINS),
    completeness: completenessOf(document, readings, {
      tested: tests.size,
      testable: readings.length + stories.length,
    }),
    complexity: complexityOf(text, readings.length, systems.length, entities.length),
  };
}

function subjects(readings: readonly Reading[], stories: readonly PlacedStory[]): Subject[] {
  return [
    ...readings.map(({ requirement: { id, text }, statement: { section, block } }) => ({ id, text, section, block })),
    ...stories.map(({ story, section, block }) => ({
      id: story.id,
      text: `${story.role} ${story.goal}`,
      section,
      block,
    })),
  ].sort((one, other) => one.block - other.block);
}

function testsBySubject(criteria: readonly AcceptanceCriterion[]): Map<string, string[]> {
  const tests = new Map<string, string[]>();
  for (const { id, verifies } of criteria)
    for (const tested of verifies) tests.set(tested, [...(tests.get(tested) ?? []), id]);
  return tests;
}

/** What is wanted, without the sections that only tell about it or rule it out. */
function asked({ document: { sections, blocks }, summary, readings }: Frame): string[] {
  const wanted = blocks.filter((block) =>
    ['features', 'technical', 'interfaces'].includes(sections[block.section]?.kind ?? 'other'),
  );
  return [summary, ...readings.map(({ requirement }) => requirement.text), ...wanted.map((block) => block.text)];
}

const DOCUMENT_WORDS = 'prd|requirements|specification|product requirements(?: document)?';
const LEADING_WORDS = new RegExp(`^(?:${DOCUMENT_WORDS})\\s?[:–—-]\\s?`, 'iu');
const TRAILING_WORDS = new RegExp(`[\\s:–—-]{1,5}(?:${DOCUMENT_WORDS})$`, 'iu');

/** The title without what kind of document it is: "Refund Service PRD" is about the Refund Service. */
function productName(title: string): string {
  const name = title.replace(LEADING_WORDS, '').replace(TRAILING_WORDS, '').trim();
  return name === '' ? title : name;
}
