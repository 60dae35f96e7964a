import { foreignModality } from './foreign-modality';

export type Modality =
  'obligation' | 'prohibition' | 'recommendation' | 'intention' | 'permission' | 'ability' | 'implicit';

/** In the order they are looked for: a prohibition is also an obligation by its words (RFC 2119, ISO/IEC/IEEE 29148). */
const MODALS: readonly (readonly [RegExp, Modality])[] = [
  [
    /\b(?:shall|must|may|should|can|will|is|are)(?: never| not|n't)\b|\b(?:cannot|can't|mustn't|shouldn't|won't|never)\b|\b(?:prohibited|forbidden|not allowed)\b/u,
    'prohibition',
  ],
  [
    /\b(?:shall|must)\b|\b(?:is|are|be) required to\b|\b(?:needs?|has|have) to\b|\bmandatory\b|\b(?:is|are) required\b/u,
    'obligation',
  ],
  [/\bshould\b|\bought to\b|\brecommended\b/u, 'recommendation'],
  [/\bwill\b/u, 'intention'],
  [/\bmay\b|\boptionally\b|\bmight\b|\bcould\b/u, 'permission'],
  [/\bcan\b|\b(?:is|are|be) able to\b/u, 'ability'],
];

/** How strongly a sentence asks; `implicit` when only its place in a list of requirements makes it one. */
export function modalityOf(text: string): Modality {
  const lower = text.toLowerCase();
  const foreign = foreignModality(lower);
  if (foreign !== undefined) return foreign;
  return MODALS.find(([pattern]) => pattern.test(lower))?.[1] ?? 'implicit';
}

export type PriorityLevel = 'critical' | 'high' | 'medium' | 'low' | 'excluded';

export interface Priority {
  level: PriorityLevel;
  /** The word it was read from. */
  term: string;
  source: 'explicit' | 'heading' | 'modality';
}

const WORDS: Readonly<Record<PriorityLevel, string>> = {
  critical: 'p0|critical|blocker|essential|highest|urgent|very high|kritisch|critique|crítica|crítico',
  high: 'p1|high|must have|must-have|must|shall|mvp|required|mandatory|h|hoch|muss|haute|élevée|obligatoire|alta|obligatorio|obrigatório|essencial',
  medium:
    'p2|medium|should have|should-have|should|desirable|moderate|normal|m|med|mittel|soll|moyenne|media|média|importante',
  low: 'p3|p4|low|lowest|could have|could-have|could|nice to have|nice-to-have|optional|minor|l|niedrig|gering|kann|basse|faible|baja|baixa|bassa|desejável',
  excluded:
    "won't have|wont have|won't|wont|won't do|will not have|will not|would have|would-have|would|out of scope|w",
};

const LEVELS = Object.keys(WORDS) as PriorityLevel[];
const LEVEL_BY_WORD: ReadonlyMap<string, PriorityLevel> = new Map(
  LEVELS.flatMap((level) => WORDS[level].split('|').map((word) => [word, level] as const)),
);

/** The single letters and words of a column or a list that is called MoSCoW. */
const MOSCOW: Readonly<Record<string, PriorityLevel>> = { m: 'high', s: 'medium', c: 'low', w: 'excluded' };

const MUST_WORDS =
  "must(?:[- ]haves?)?|should(?:[- ]haves?)?|could(?:[- ]haves?)?|won['’]?t(?:[- ]haves?)?|would(?:[- ]haves?)?|nice[- ]to[- ]haves?";
const TAGGED = new RegExp(
  `[[({]\\s*(?:prio(?:rity)?\\s*[:=]?\\s*)?(p[0-4]|critical|blocker|high|medium|low|${MUST_WORDS}|optional|mvp)(?: priority)?\\s*[\\])}]`,
  'iu',
);
const LABELLED = new RegExp(
  `\\bprio(?:rity)?\\s*(?:[:=]|is)\\s*\\**\\s*(p[0-4]|critical|blocker|high|medium|low|${MUST_WORDS})\\b`,
  'iu',
);
const LEADING =
  /^(p[0-4]|must[- ]have|should[- ]have|could[- ]have|won['’]?t[- ]have|nice[- ]to[- ]have|critical|high|medium|low|must|should|could|won['’]?t)\s?[:–—-]\s+/iu;
/** "[M] remind daily". */
const LETTERED = /^[[(]([MSCW])[\])]:?\s+(?=\S)/u;
const TRAILING = /[–—-]\s?(p[0-4]|critical|high|medium|low)(?: priority)?\.?$/iu;
const HEADING =
  /\b(p[0-4]|must[- ]haves?|should[- ]haves?|could[- ]haves?|won['’]?t[- ]haves?|would[- ]haves?|nice[- ]to[- ]haves?|mvp|(?:critical|high|medium|low)(?:[- ]priority)?)\b/iu;
/** A heading that is the word and nothing more than a remark on it: "Must (v1)". */
const WHOLE_HEADING =
  /^\W{0,4}(must|should|could|won['’]?t|would|shall|optional|essential|mandatory|required|desirable|muss|soll|kann)\W{0,3}(?:\([^)]{0,60}\))?\s?:?$/iu;

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
  const letter = source === 'moscow' ? MOSCOW[canonical(term)] : undefined;
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
