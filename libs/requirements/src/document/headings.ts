import { readKnowledge } from '#knowledge';
import { setOf } from '#text';
import { phrases, phrasesOf } from '../phrases';
import { qualityOfHeading } from '../quality/quality-heading';
import type { Quality } from '../quality/quality-lexicon';

export type SectionKind =
  | 'overview'
  | 'goals'
  | 'users'
  | 'functional'
  | 'non_functional'
  | 'features'
  | 'user_stories'
  | 'acceptance_criteria'
  | 'success_criteria'
  | 'technical'
  | 'data_model'
  | 'interfaces'
  | 'dependencies'
  | 'constraints'
  | 'assumptions'
  | 'out_of_scope'
  | 'open_questions'
  | 'risks'
  | 'timeline'
  | 'reference'
  | 'other';

type KnownKind = Exclude<SectionKind, 'other'>;

const { kinds, capitals, small } = readKnowledge('requirements', 'sections') as {
  readonly kinds: Readonly<Record<KnownKind, Readonly<Record<'names' | 'foreign' | 'contains', string>>>>;
  readonly capitals: string;
  readonly small: string;
};

const KINDS = Object.keys(kinds) as KnownKind[];

/** A name is compared whole. */
const KIND_BY_NAME: ReadonlyMap<string, SectionKind> = new Map(
  KINDS.flatMap((kind) =>
    phrasesOf(`${kinds[kind].names}, ${kinds[kind].foreign}`).map((name) => [name.replaceAll('’', "'"), kind] as const),
  ),
);

/** For names that say more; the first that is found counts. */
const CONTAINED = KINDS.map(
  (kind) => [phrases(kinds[kind].contains, { flags: 'u', boundary: 'letters' }), kind] as const,
);

/** How a word in capitals is written, by the word in lower case. */
const CAPITALS: ReadonlyMap<string, string> = new Map(
  capitals.split(' ').map((word) => [word.toLowerCase(), word] as const),
);
const SMALL_WORDS: ReadonlySet<string> = setOf(small);

const MAX_HEADING = 200;

export interface Heading {
  /** As written; a heading we know is given in title case and without its number, however it was typed. */
  title: string;
  kind: SectionKind;
  /** Set when the heading names the quality that everything below it is about. */
  quality: Quality | null;
}

/** What a heading means. Numbers, case, a final colon, emphasis and pictures do not matter. */
export function readHeading(text: string): Heading {
  const plain = headingWords(text);
  const exact = KIND_BY_NAME.get(plain.toLowerCase().replaceAll('’', "'"));
  const kind = exact ?? contained(plain.toLowerCase());
  const quality = qualityNamed(plain);
  if (kind !== 'other') return { title: titleCase(plain), kind, quality };
  return { title: plain, kind: quality === null ? 'other' : 'non_functional', quality };
}

/** Whether `text` alone on a line is a section name we know, so that it needs no mark-up to be a heading. */
export function isKnownHeading(text: string): boolean {
  return text.length <= 60 && KIND_BY_NAME.has(headingWords(text).toLowerCase().replaceAll('’', "'"));
}

function headingWords(text: string): string {
  return text
    .slice(0, MAX_HEADING)
    .replace(/[*_`#]/gu, '')
    .replace(/[\p{Extended_Pictographic}\u{FE0F}]/gu, '')
    .trim()
    .replace(
      /^(?:(?:section|chapter|part)\s+)?(?:\d{1,3}(?:\.\d{1,3}){0,5}[.):]?|[IVX]{1,5}[.)]|[A-Z][.)])\s+(?=\S)/u,
      '',
    )
    .replace(/\s*&\s*/gu, ' and ')
    .replace(/\s*\([^()]{0,60}\)$/u, '')
    .replace(/\s+/gu, ' ')
    .replace(/\s?:$/u, '')
    .trim();
}

function contained(lower: string): SectionKind {
  return CONTAINED.find(([pattern]) => pattern.test(lower))?.[1] ?? 'other';
}

function qualityNamed(heading: string): Quality | null {
  const quality = heading.split(' ').length <= 5 ? qualityOfHeading(heading) : null;
  return quality === 'functional' || quality === 'any' ? null : quality;
}

function titleCase(text: string): string {
  return text
    .toLowerCase()
    .split(' ')
    .map((word, index) => {
      if (index > 0 && SMALL_WORDS.has(word)) return word;
      return CAPITALS.get(word) ?? word.replace(/\p{L}/u, (letter) => letter.toUpperCase());
    })
    .join(' ');
}
