import { inTerms, Ranking, stem, stems, SYNONYMS, words } from '#text';
import { RECOMMENDABLE } from './catalog';
import type { MixinEntry } from './mixin';
import { refusalsIn } from './refusals';
import { rounded } from './rounded';
import { excerpt, type Sentence } from './sentences';

/** A sentence, or a line of code, that speaks for a mixin. */
export interface Match {
  readonly entry: MixinEntry;
  /** 0..1; of a sentence the geometric mean of its share and of how much evidence the score is. */
  readonly confidence: number;
  readonly from: 'code' | 'requirements';
  /** Where it stands and what was found there, in a bounded line. */
  readonly reason: string;
  /** The same in parts. */
  readonly evidence: Readonly<Record<string, unknown>>;
}

/** A sentence that speaks against one. */
export interface Refusal {
  readonly entry: MixinEntry;
  readonly sentence: Sentence;
  /** The refusing words. */
  readonly words: string;
}

/** A score of this size is worth half its share: one rare word in the name scores 2.6, a common word alone about 1. */
const HALF_SCORE = 3;

/** What others only name is worth less than what exists or is planned. */
export const FOREIGN_FACTOR = 0.8;

/** A sentence whose telling words are nearly all refused tells nothing by the few left ("the service must"). */
const MIN_STEMS_LEFT = 2;

/** Weaker matches are chance: below this at all, or below this part of the sentence's best. */
const MIN_CONFIDENCE = 0.2;
const WEAK = 0.4;

const MAX_MATCHED = 8;
const MAX_EXCERPT = 120;

const TOPIC_LIFT = 0.35;
const MOST = 0.6;

/** What a match by one passing word is worth. */
const CHANCE = 0.5;

const ENTRIES: ReadonlyMap<string, MixinEntry> = new Map(RECOMMENDABLE.map((entry) => [entry.name, entry]));

/** By the entry's name: the stems of its topics, each with a space before and after. */
const TOPICS: ReadonlyMap<MixinEntry, readonly string[]> = new Map(
  RECOMMENDABLE.map((entry) => [entry, entry.topics.map(spaced)]),
);

const KEY_STEMS: ReadonlyMap<MixinEntry, ReadonlySet<string>> = new Map(
  RECOMMENDABLE.map((entry) => [entry, new Set(stems(fieldsOf(entry)['name'] ?? ''))]),
);

const RANKING = new Ranking(
  RECOMMENDABLE.map((entry) => ({ id: entry.name, fields: fieldsOf(entry) })),
  { weights: { name: 2, keywords: 1, description: 1, wanted: 1, methods: 0.5, category: 0.5 }, synonyms: SYNONYMS },
);

export interface Statement {
  /** Best first, the weak ones left out. */
  readonly matches: readonly Match[];
  readonly refusals: readonly Refusal[];
  /** What the sentence says apart from its refusals. */
  readonly rest: string;
}

/** What one sentence says for and against mixins. */
export function statementOf(sentence: Sentence): Statement {
  const found = refusalsIn(inTerms(sentence.text));
  const refusals = found.refused.flatMap((span) => named(span).map((entry) => ({ entry, sentence, words: span })));
  const rest = refusals.length === 0 ? inTerms(sentence.text) : found.rest;
  const tells = refusals.length === 0 || new Set(stems(rest)).size >= MIN_STEMS_LEFT || named(rest).length > 0;
  return { matches: tells ? matchesOf(rest, sentence) : [], refusals, rest };
}

/** The mixins whose topic `text` names. */
export function named(text: string): MixinEntry[] {
  const said = spaced(text);
  return RECOMMENDABLE.filter((entry) => TOPICS.get(entry)?.some((topic) => said.includes(topic)));
}

function matchesOf(text: string, sentence: Sentence): Match[] {
  const wordOf = new Map(words(text).map((word) => [stem(word), word]));
  const said = stems(text);
  const matches = RANKING.rank(text).flatMap(({ id, score, share, matched }) => {
    const entry = ENTRIES.get(id);
    if (entry === undefined) return [];
    const factor = entry.status === 'foreign' ? FOREIGN_FACTOR : 1;
    const evidence = Math.sqrt(share * (score / (score + HALF_SCORE)));
    const doubt = isChance(entry, matched) ? CHANCE : 1;
    const confidence = factor * doubt * lifted(evidence, topicShare(entry, said));
    const found = matched.slice(0, MAX_MATCHED).map((it) => wordOf.get(it) ?? it);
    return [{ entry, confidence, from: 'requirements' as const, ...explained(sentence, found, share) }];
  });
  matches.sort((one, other) => other.confidence - one.confidence);
  const least = Math.max(MIN_CONFIDENCE, WEAK * (matches[0]?.confidence ?? 0));
  return matches.filter(({ confidence }) => confidence >= least);
}

/** The words are those of the sentence, strongest first; `share` is how much of it the entry covers, 0..1. */
function explained(
  { requirement, text }: Sentence,
  matched: readonly string[],
  share: number,
): Pick<Match, 'reason' | 'evidence'> {
  const said = excerpt(text, MAX_EXCERPT);
  return {
    reason: `requirement ${requirement}, “${said}”: ${excerpt(matched.join(', '), MAX_EXCERPT)}`,
    evidence: { requirement, excerpt: said, matched, share: rounded(share) },
  };
}

/** A topic that most of the sentence is about closes this part of the gap to certainty; named in passing it says nothing. */
function lifted(confidence: number, topic: number): number {
  return topic < MOST ? confidence : confidence + TOPIC_LIFT * topic * (1 - confidence);
}

/** The largest share of the telling words that a topic of the entry makes up, 0 when none is named. */
function topicShare(entry: MixinEntry, said: readonly string[]): number {
  const text = ` ${said.join(' ')} `;
  const named = (TOPICS.get(entry) ?? []).filter((topic) => text.includes(topic));
  return Math.max(0, ...named.map((topic) => topic.trim().split(' ').length / said.length));
}

/** One word that neither the name nor a topic has is an aside of the entry. */
function isChance(entry: MixinEntry, matched: readonly string[]): boolean {
  const [only] = matched;
  return matched.length === 1 && only !== undefined && KEY_STEMS.get(entry)?.has(only) !== true;
}

function fieldsOf(entry: MixinEntry): Record<string, string> {
  return {
    name: [entry.name.replace(/^Mixin/u, ''), ...entry.topics, ...(entry.aliases ?? [])].join(' '),
    keywords: entry.keywords,
    description: entry.description,
    wanted: entry.wanted,
    methods: (entry.methods ?? []).join(' '),
    category: entry.category,
  };
}

function spaced(text: string): string {
  return ` ${stems(text).join(' ')} `;
}
