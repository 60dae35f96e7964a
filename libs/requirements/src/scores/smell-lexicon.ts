import { readKnowledge } from '#knowledge';
import { setOf } from '#text';
import { type Parts, phrases } from '../phrases';

/**
 * Classes of requirement smells after Femmer et al. 2017 (ISO/IEC/IEEE 29148, 5.2.7) and NASA's ARM. A smell is a place to look
 * at, not an error.
 */
export const SMELL_TYPES = [
  'subjective',
  'vague',
  'loophole',
  'open_ended',
  'superlative',
  'comparative',
  'negative',
  'vague_pronoun',
  'incomplete_reference',
  'passive_without_actor',
  'compound',
  'missing_unit',
  'to_be_decided',
  'undefined_acronym',
  'duplicate',
  'conflicting_values',
] as const;

export type SmellType = (typeof SMELL_TYPES)[number];

/** What a smell adds to the ambiguity of its requirement. */
export const SMELL_WEIGHT: Readonly<Record<SmellType, number>> = {
  subjective: 1,
  vague: 0.8,
  loophole: 1,
  open_ended: 0.8,
  superlative: 0.5,
  comparative: 0.5,
  negative: 0.2,
  vague_pronoun: 0.5,
  incomplete_reference: 0.6,
  passive_without_actor: 0.2,
  compound: 0.3,
  missing_unit: 0.8,
  to_be_decided: 1.5,
  undefined_acronym: 0.2,
  duplicate: 0.5,
  conflicting_values: 1.5,
};

interface WordSmell {
  readonly type: SmellType;
  readonly advice: string;
  readonly phrases: string;
  readonly expressions?: readonly string[];
}

const { parts, smells, ...others } = readKnowledge('requirements', 'smells') as {
  readonly parts: Parts;
  readonly smells: readonly WordSmell[];
  readonly 'known-acronyms': string;
};

/** Smells found by their words alone in lower-case text, and what to do about them. */
export const WORD_SMELLS: readonly (readonly [SmellType, RegExp, string])[] = smells.map(
  ({ type, advice, phrases: list, expressions = [] }) => {
    const { source } = phrases(list, { parts });
    return [type, new RegExp([source, ...expressions].join('|'), 'gu'), advice];
  },
);

export const KNOWN_ACRONYMS: ReadonlySet<string> = setOf(others['known-acronyms']);
