import { readKnowledge } from '#knowledge';
import { alternatives, phrasesOf } from '../phrases';
import type { Modality } from './modality';

export type PriorityLevel = 'critical' | 'high' | 'medium' | 'low' | 'excluded';

export interface Priority {
  level: PriorityLevel;
  /** The word it was read from. */
  term: string;
  source: 'explicit' | 'heading' | 'modality';
}

type Place = 'tag' | 'label' | 'start' | 'end' | 'heading' | 'whole-heading';

const { levels, moscow, places } = readKnowledge('requirements', 'priorities') as {
  readonly levels: Readonly<Record<PriorityLevel, string>>;
  readonly moscow: Readonly<Record<string, PriorityLevel>>;
  readonly places: Readonly<Record<Place, string>>;
};

const LEVEL_BY_WORD: ReadonlyMap<string, PriorityLevel> = new Map(
  (Object.keys(levels) as PriorityLevel[]).flatMap((level) =>
    phrasesOf(levels[level]).map((word) => [word, level] as const),
  ),
);
const LEVEL_BY_LETTER: ReadonlyMap<string, PriorityLevel> = new Map(Object.entries(moscow));

const anyOf = (place: Place): string => alternatives(places[place]);

const TAGGED = new RegExp(`[[({]\\s*(?:prio(?:rity)?\\s*[:=]?\\s*)?(${anyOf('tag')})(?: priority)?\\s*[\\])}]`, 'iu');
const LABELLED = new RegExp(`\\bprio(?:rity)?\\s*(?:[:=]|is)\\s*\\**\\s*(${anyOf('label')})\\b`, 'iu');
const LEADING = new RegExp(`^(${anyOf('start')})\\s?[:–—-]\\s+`, 'iu');
/** "[M] remind daily". */
const LETTERED = /^[[(]([MSCW])[\])]:?\s+(?=\S)/u;
const TRAILING = new RegExp(`[–—-]\\s?(${anyOf('end')})(?: priority)?\\.?$`, 'iu');
const HEADING = new RegExp(`\\b(${anyOf('heading')})\\b`, 'iu');
const WHOLE_HEADING = new RegExp(`^\\W{0,4}(${anyOf('whole-heading')})\\W{0,3}(?:\\([^)]{0,60}\\))?\\s?:?$`, 'iu');

export interface Prioritised {
  priority: Priority | null;
  text: string;
}

/** A priority written on the statement itself ("[P1]", "Must have: …", "(priority: high)"), taken off its text. */
export function takePriority(text: string): Prioritised {
  const letter = LETTERED.exec(text);
  if (letter !== null)
    return { priority: priorityNamed(letter[1] ?? '', 'moscow'), text: text.slice(letter[0].length) };
  for (const pattern of [TAGGED, LABELLED, LEADING, TRAILING]) {
    const match = pattern.exec(text);
    const term = match?.[1];
    if (match === null || term === undefined) continue;
    const rest = `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`;
    return { priority: priorityOf(term, 'explicit'), text: tidy(rest) };
  }
  return { priority: null, text };
}

/** The priority a table cell, a field or a heading names; "(1)", emphasis and what follows a dash do not matter. */
export function priorityNamed(text: string, source: 'explicit' | 'heading' | 'moscow'): Priority | null {
  if (source === 'heading') {
    const term = WHOLE_HEADING.exec(text)?.[1] ?? HEADING.exec(text)?.[1];
    return term === undefined ? null : priorityOf(term, 'heading');
  }
  const [term = ''] = text
    .trim()
    .slice(0, 60)
    .split(/\s*[(–—/,;]|\s-\s/u);
  const letter = source === 'moscow' ? LEVEL_BY_LETTER.get(canonical(term)) : undefined;
  if (letter !== undefined) return { level: letter, term: term.toLowerCase(), source: 'explicit' };
  return priorityOf(term, 'explicit');
}

function priorityOf(term: string, source: 'explicit' | 'heading'): Priority | null {
  const level = LEVEL_BY_WORD.get(canonical(term));
  return level === undefined ? null : { level, term: term.toLowerCase(), source };
}

const BY_MODALITY: Readonly<Record<Modality, PriorityLevel>> = {
  obligation: 'high',
  prohibition: 'high',
  recommendation: 'medium',
  intention: 'medium',
  implicit: 'medium',
  permission: 'low',
  ability: 'medium',
};

export function priorityOfModality(modality: Modality): Priority {
  return { level: BY_MODALITY[modality], term: modality, source: 'modality' };
}

function canonical(term: string): string {
  return term
    .toLowerCase()
    .replace(/[*_`]/gu, '')
    .replaceAll('’', "'")
    .replace(/haves$/u, 'have')
    .replace(/[- ]priority$/u, '')
    .trim();
}

function tidy(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .replace(/\s+([.,;:])/gu, '$1')
    .replace(/^[\s:–—-]+|[\s–—-]+$/gu, '')
    .trim();
}
