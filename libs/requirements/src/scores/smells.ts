import { stems } from '#text';
import type { ReadLanguage } from '../document/reading-language';
import type { Reading } from '../statements/build-requirements';
import { KNOWN_ACRONYMS, SMELL_WEIGHT, type SmellType, WORD_SMELLS } from './smell-lexicon';

export interface Smell {
  type: SmellType;
  requirement: string;
  /** The words that smell. */
  text: string;
  message: string;
  line: number;
  weight: number;
}

const MAX_PER_TYPE_AND_REQUIREMENT = 3;
const MAX_SMELLS = 400;

/** Pairs are compared for so many requirements; their number grows with the square. */
const MAX_COMPARED = 250;
const DUPLICATE_OVERLAP = 0.8;

const PASSIVE = /\b(?:shall|must|should|will) (?:not )?be \w{2,30}(?:ed|en|wn|nt)\b/iu;
const BY_SOMEONE = /\bby (?:the |an? |each )?\p{L}/iu;
const ACRONYM = /(?<![\p{L}\d-])[A-Z]{3,6}(?![\p{L}\d-])/gu;
const UNITLESS =
  /\b(?:within|at least|at most|no more than|less than|more than|up to|under|maximum of|minimum of|exceed) (\d[\d,.]{0,12})(?=[.,;]?\s*(?:$|and\b|or\b|for\b|in\b|when\b|[.;]))/iu;

/** "[NEEDS CLARIFICATION: …]": what stands in brackets is not decided, and no name. */
const PLACEHOLDER = /\[(?:NEEDS? CLARIFICATION|TBD|TODO|OPEN|INSERT|SPECIFY)\b[^\]]{0,200}\]/giu;

/** These are a smell of their own. */
const STILL_OPEN = /^(?:tb[dca]|todo|fixme)$/i;

/** The smells of all requirements, by place; in another language than English only what is still to be decided. `fullText` is where an acronym may be explained. */
export function smellsOf(readings: readonly Reading[], fullText: string, language: ReadLanguage): Smell[] {
  const explained = explainedAcronyms(fullText);
  if (language.read !== 'full') return readings.flatMap(wordSmells).filter(({ type }) => type === 'to_be_decided');
  const found = readings.flatMap((reading) => [
    ...wordSmells(reading),
    ...structureSmells(reading),
    ...acronymSmells(reading, explained),
  ]);
  return [...found, ...pairSmells(readings.slice(0, MAX_COMPARED))]
    .sort((one, other) => one.line - other.line)
    .slice(0, MAX_SMELLS);
}

function smell(type: SmellType, { requirement }: Reading, text: string, message: string): Smell {
  return {
    type,
    requirement: requirement.id,
    text: text.slice(0, 80),
    message,
    line: requirement.line,
    weight: SMELL_WEIGHT[type],
  };
}

function wordSmells(reading: Reading): Smell[] {
  const text = reading.requirement.text.toLowerCase();
  return WORD_SMELLS.flatMap(([type, pattern, message]) =>
    (text.match(pattern) ?? [])
      .slice(0, MAX_PER_TYPE_AND_REQUIREMENT)
      .map((words) => smell(type, reading, words, message)),
  );
}

function structureSmells(reading: Reading): Smell[] {
  const { text, measures } = reading.requirement;
  const found: Smell[] = [];
  const passive = PASSIVE.exec(text);
  if (passive !== null && !BY_SOMEONE.test(text))
    found.push(smell('passive_without_actor', reading, passive[0], 'say who or what does it'));
  if (isCompound(reading)) found.push(smell('compound', reading, 'and', 'two actions: write one requirement for each'));
  const bare = UNITLESS.exec(text);
  if (bare !== null && measures.length === 0) found.push(smell('missing_unit', reading, bare[0], 'add the unit'));
  return found;
}

function isCompound({ requirement, roles }: Reading): boolean {
  if (roles === null) return false;
  const modal = /\b(?:shall|must|should|will|can)\b/iu.exec(requirement.text);
  const after = requirement.text.slice(modal?.index ?? 0);
  const joined = [...after.matchAll(/\b(?:and|or)(?: also| then)? (\p{L}{3,20})\b/giu)]
    .slice(0, 6)
    .map((match) => (match[1] ?? '').toLowerCase());
  return new Set(roles.verbs).size >= 2 && joined.some((word) => roles.verbs.includes(word));
}

function acronymSmells(reading: Reading, explained: ReadonlySet<string>): Smell[] {
  const unknown = new Set(
    (reading.requirement.text.replace(PLACEHOLDER, ' ').match(ACRONYM) ?? []).filter(
      (word) => !KNOWN_ACRONYMS.has(word) && !explained.has(word) && !STILL_OPEN.test(word),
    ),
  );
  return isShouting(reading.requirement.text)
    ? []
    : [...unknown].slice(0, 2).map((word) => smell('undefined_acronym', reading, word, 'explain it once'));
}

function isShouting(text: string): boolean {
  return text === text.toUpperCase();
}

/** "(SKU)" after its words, "SKU (stock keeping unit)", "SKU: …", "SKU = …". */
function explainedAcronyms(text: string): Set<string> {
  const found = new Set<string>();
  for (const match of text.matchAll(/\(([A-Z]{3,6})s?\)|\b([A-Z]{3,6}) ?(?:\([a-z]|[:=–—|] ?\w| stands for| means)/gu))
    found.add(match[1] ?? match[2] ?? '');
  return found;
}

interface Terms {
  reading: Reading;
  words: Set<string>;
  /** The words without numbers, to see that two sentences differ only in their values. */
  subject: string;
}

function pairSmells(readings: readonly Reading[]): Smell[] {
  const all: Terms[] = readings.map((reading) => {
    const words = stems(reading.requirement.text.slice(0, 400));
    return { reading, words: new Set(words), subject: words.filter((word) => !/\d/u.test(word)).join(' ') };
  });
  return all.flatMap((one, index) => {
    if (one.words.size < 3) return [];
    const twin = all
      .slice(0, index)
      .find(
        (other) =>
          overlap(one.words, other.words) > DUPLICATE_OVERLAP ||
          (one.subject === other.subject && one.subject.split(' ').length > 2),
      );
    if (twin === undefined) return [];
    const id = twin.reading.requirement.id;
    return conflicts(one, twin)
      ? [smell('conflicting_values', one.reading, id, `other values than ${id} for the same thing`)]
      : [smell('duplicate', one.reading, id, `says the same as ${id}`)];
  });
}

function conflicts(one: Terms, other: Terms): boolean {
  const values = ({ reading }: Terms): string => JSON.stringify(reading.requirement.measures);
  return (
    one.reading.requirement.measures.length > 0 &&
    other.reading.requirement.measures.length > 0 &&
    values(one) !== values(other)
  );
}

function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (Math.min(one.size, other.size) < DUPLICATE_OVERLAP * Math.max(one.size, other.size)) return 0;
  let shared = 0;
  for (const word of one) if (other.has(word)) shared += 1;
  return shared / (one.size + other.size - shared);
}
