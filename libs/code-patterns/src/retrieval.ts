import { inTerms, Ranking, stem, stems, SYNONYMS, words } from '#text';
import { affirmed } from './affirmed';
import { ANTI_PATTERNS, PATTERNS, patternOf } from './catalogue/catalogue';
import type { Pattern } from './catalogue/pattern';

/** A pattern a text speaks of. */
export interface Retrieved {
  readonly pattern: Pattern;
  /** 0..1, see `confidenceOf`; a third of it where the words in common look like chance. */
  readonly confidence: number;
  /** How much of the text the entry covers, 0..1: the ranking's share. */
  readonly similarity: number;
  /** Words of the text found in the entry, strongest first, at most six. */
  readonly terms: readonly string[];
}

const MAX_TERMS = 6;

/** The score at which the weight of evidence is 63 %: that of two rare words in good places. */
const EVIDENCE_SCALE = 5;

/** A single word in common is chance unless it is at least this much of what is asked. */
const DISTINCTIVE_SHARE = 0.3;

/** What confidence is worth where the words in common look like chance: too little for an answer unless asked for. */
const CHANCE = 1 / 3;

/** This many words in common are no accident. */
const ENOUGH_WORDS = 3;

/** "Deduplicates events from Kafka": what is done comes first, what it is done to afterwards. */
const LEAD = 1.5;

/** Too common in descriptions of nodes to tell one from another. */
const COMMON_WORDS: ReadonlySet<string> = new Set(['node', 'nodes', 'onex', 'omninode', 'code', 'new', 'one', 'two']);

const RANKING = new Ranking([...PATTERNS, ...ANTI_PATTERNS].map(documentOf), {
  weights: { name: 2, keywords: 3, description: 2, intent: 2, examples: 1.5, when: 1.5, capabilities: 1 },
  synonyms: SYNONYMS,
  lead: LEAD,
});

const KEY_STEMS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  [...PATTERNS, ...ANTI_PATTERNS].map(({ id, name, keywords, objects = [] }) => {
    const worked = new Set(objects);
    return [id, new Set(stems([id, name, ...keywords.filter((word) => !worked.has(word))].join(' ')))];
  }),
);

/** Every pattern and anti-pattern that shares a word with `text`, in the ranking's order. */
export function retrieve(text: string): Retrieved[] {
  const told = words(affirmed(inTerms(text))).filter((word) => !COMMON_WORDS.has(word));
  const spelling = spellings(told);
  return RANKING.rank(told.join(' ')).flatMap(({ id, score, share, matched }) => {
    const pattern = patternOf(id);
    if (pattern === undefined) return [];
    const terms = matched.slice(0, MAX_TERMS).map((one) => spelling.get(one) ?? one);
    const doubt = isChance(id, share, matched) ? (pattern.objects === undefined ? CHANCE : CHANCE ** 2) : 1;
    return [{ pattern, confidence: doubt * confidenceOf(score, share), similarity: share, terms }];
  });
}

/**
 * The geometric mean of two opinions: `1 − e^(−score/5)`, how much evidence there is, which grows with the length of the
 * text, and `share`, how much of the text is explained, which falls with it.
 */
function confidenceOf(score: number, share: number): number {
  return Math.sqrt((1 - Math.exp(-score / EVIDENCE_SCALE)) * share);
}

/** Of an anti-pattern only the names count: its description speaks of the very things good nodes do. */
function documentOf(pattern: Pattern): { id: string; fields: Record<string, string> } {
  const names = { name: `${pattern.name} ${pattern.id}`, keywords: pattern.keywords.join(' ') };
  if (pattern.rules !== undefined) return { id: pattern.id, fields: names };
  const { description, intent, examples, whenToUse, capabilities } = pattern;
  const texts = { description, intent, examples: examples.join(' '), when: whenToUse };
  return { id: pattern.id, fields: { ...names, ...texts, capabilities: capabilities.join(' ') } };
}

/**
 * Examples speak of the weather, too: a word or two in common are subject matter unless the entry's keywords are among
 * them.
 */
function isChance(id: string, share: number, matched: readonly string[]): boolean {
  if (matched.length === 1 && share < DISTINCTIVE_SHARE) return true;
  const keys = KEY_STEMS.get(id);
  const proves = matched.length >= ENOUGH_WORDS && patternOf(id)?.objects === undefined;
  return !proves && !matched.some((one) => keys?.has(one) === true);
}

/** The first spelling of every stem, so that reasons show words and not stems. */
function spellings(told: readonly string[]): ReadonlyMap<string, string> {
  const first = new Map<string, string>();
  for (const word of told) {
    const key = stem(word);
    if (!first.has(key)) first.set(key, word);
  }
  return first;
}
