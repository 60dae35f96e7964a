import type { SectionKind } from '../document/headings';
import type { Outline } from '../document/outline';
import type { NodeTypeHints } from '../kinds/node-type-hints';
import type { Reading } from '../statements/build-requirements';
import type { Smell } from './smells';

export interface Score {
  /** 0 to 1, two places. */
  score: number;
  /** What it is made of; the formula is in docs/intelligence/requirements.md. */
  terms: Record<string, number>;
}

export interface Completeness extends Score {
  /** The groups of sections that are not there. */
  missing: string[];
}

export interface Complexity extends Score {
  level: 'low' | 'medium' | 'high';
}

const round = (value: number): number => Math.round(value * 100) / 100;
const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

/** What a complete document has, after the outline of ISO/IEC/IEEE 29148, and what each group counts. */
const GROUPS: readonly (readonly [string, number, readonly SectionKind[]])[] = [
  ['overview', 0.12, ['overview']],
  ['goals', 0.08, ['goals']],
  ['users', 0.08, ['users', 'user_stories']],
  ['functional', 0.2, ['functional', 'features']],
  ['non_functional', 0.14, ['non_functional', 'constraints']],
  ['acceptance', 0.12, ['acceptance_criteria', 'success_criteria']],
  ['data', 0.06, ['data_model']],
  ['interfaces', 0.08, ['interfaces', 'technical']],
  ['dependencies', 0.06, ['dependencies', 'assumptions', 'risks']],
  ['scope', 0.06, ['out_of_scope', 'open_questions']],
];

export interface Coverage {
  /** Requirements and stories that at least one acceptance criterion tests. */
  tested: number;
  testable: number;
}

/** .6 × sections present by weight + .2 × quality requirements with a measure + .2 × tested requirements and stories. */
export function completenessOf(
  { sections, blocks }: Outline,
  readings: readonly Reading[],
  { tested, testable }: Coverage,
): Completeness {
  const filled = new Set(blocks.map(({ section }) => sections[section]?.kind ?? 'other'));
  const present = GROUPS.filter(([, , kinds]) => kinds.some((kind) => filled.has(kind)));
  const qualities = readings.filter(({ requirement }) => requirement.kind === 'non_functional');
  const terms = {
    sections: round(present.reduce((sum, [, weight]) => sum + weight, 0)),
    measurable: round(
      share(qualities.filter(({ requirement }) => requirement.measures.length > 0).length, qualities.length),
    ),
    acceptance_coverage: round(share(tested, testable)),
  };
  const missing = GROUPS.filter((group) => !present.includes(group)).map(([name]) => name);
  return {
    score: round(0.6 * terms.sections + 0.2 * terms.measurable + 0.2 * terms.acceptance_coverage),
    terms,
    missing,
  };
}

/** Two full smells in every requirement are as ambiguous as it gets. */
const WORST_PER_REQUIREMENT = 2;

/** Weighted smells per requirement, 0 = none found. */
export function ambiguityOf(smells: readonly Smell[], requirements: number): Score {
  const weighted = smells.reduce((sum, { weight }) => sum + weight, 0);
  const perRequirement = share(weighted, requirements);
  return {
    score: round(Math.min(1, perRequirement / WORST_PER_REQUIREMENT)),
    terms: {
      smells: smells.length,
      weighted_smells: round(weighted),
      requirements,
      weighted_per_requirement: round(perRequirement),
    },
  };
}

const WORKFLOW =
  /\b(?:workflows?|orchestrat\w+|coordinat\w+|pipelines?|approv\w+|steps?|transactions?|sagas?|rollback|compensat\w+|parallel|concurren\w+|real[- ]time|distributed|state machine|retry|retries|schedul\w+)\b/giu;
const MEDIUM = 15;
const HIGH = 45;

/** Points: requirements + 2 × outside systems + entities + workflow words; medium from 15, high from 45. */
export function complexityOf(text: string, requirements: number, systems: number, entities: number): Complexity {
  const terms = {
    requirements,
    integrations: systems,
    entities,
    workflow_words: Math.min(40, (text.match(WORKFLOW) ?? []).length),
  };
  const points = terms.requirements + 2 * terms.integrations + terms.entities + terms.workflow_words;
  return {
    level: points >= HIGH ? 'high' : points >= MEDIUM ? 'medium' : 'low',
    score: round(1 - Math.exp(-points / HIGH)),
    terms: { ...terms, points },
  };
}

/** Below this many words nothing can be known well. */
const FEW_WORDS = 30;
const FEW_WORDS_CAP = 0.35;

export interface Evidence {
  words: number;
  sections: number;
  knownSections: number;
  requirements: number;
  /** Null at depth `quick`, where entities are not looked for. */
  supportedEntities: number | null;
  hints: NodeTypeHints;
}

/** .35 × structure + .25 × density + .2 × entities + .2 × margin of the first node kind; terms not looked at do not count. */
export function confidenceOf({
  words,
  sections,
  knownSections,
  requirements,
  supportedEntities,
  hints,
}: Evidence): Score {
  if (words === 0)
    return {
      score: 0,
      terms: { structure: 0, requirement_density: 0, entity_support: 0, node_type_margin: 0, words: 0 },
    };
  const [first = 0, second = 0] = Object.values(hints).sort((one, other) => other - one);
  const terms = {
    structure: round(sections === 0 ? 0 : 0.3 + 0.7 * Math.min(1, knownSections / 4)),
    requirement_density: round(Math.min(1, share(requirements * 40, words))),
    ...(supportedEntities === null ? {} : { entity_support: round(Math.min(1, supportedEntities / 5)) }),
    node_type_margin: round(Math.min(1, (first - second) * 2)),
  };
  const parts: readonly (readonly [number, number | undefined])[] = [
    [0.35, terms.structure],
    [0.25, terms.requirement_density],
    [0.2, terms.entity_support],
    [0.2, terms.node_type_margin],
  ];
  const counted = parts.filter(([, value]) => value !== undefined);
  const full = share(
    counted.reduce((sum, [weight, value = 0]) => sum + weight * value, 0),
    counted.reduce((sum, [weight]) => sum + weight, 0),
  );
  return { score: round(words < FEW_WORDS ? Math.min(FEW_WORDS_CAP, full) : full), terms: { ...terms, words } };
}
