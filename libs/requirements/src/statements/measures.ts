import { readKnowledge } from '#knowledge';
import { alternatives, type Parts, phrases } from '../phrases';

export type Comparator = '<' | '<=' | '=' | '>=' | '>';

export interface Measure {
  value: number;
  unit: string;
  comparator: Comparator;
}

const { parts, comparators, units, measured } = readKnowledge('requirements', 'measures') as {
  readonly parts: Parts;
  readonly comparators: Readonly<Record<Comparator, string>>;
  readonly units: Readonly<Record<string, string>>;
  readonly measured: Readonly<Record<'times-and-sizes' | 'things' | 'qualifiers', string>>;
};

function compileWhole<Name extends string>(lists: Readonly<Record<Name, string>>): (readonly [RegExp, Name])[] {
  const names = Object.keys(lists) as Name[];
  return names.map((name) => [phrases(lists[name], { flags: 'u', parts, boundary: 'whole' }), name]);
}

const UNITS = compileWhole(units);
const COMPARATORS = compileWhole(comparators);

const SCALE: Readonly<Record<string, number>> = { k: 1e3, thousand: 1e3, m: 1e6, million: 1e6, billion: 1e9, '': 1 };

const UNIT =
  `(?:(?:${alternatives(measured.qualifiers)}) ){0,2}(?:[a-z]{2,20} ?(?:\\/|per|an?) ?(?:s|sec|second|min|minute|h|hour|d|day)\\b|%|` +
  `(?:${alternatives(`${measured['times-and-sizes']}, ${measured.things}`)})\\b)`;
const NUMBER =
  '(\\d{1,3}(?:,\\d{3}){1,4}(?:\\.\\d{1,6})?|\\d{1,12}(?:\\.\\d{1,6})?)(?:([km])(?!\\w)| (thousand|million|billion)\\b)?';
const BEFORE = `(${alternatives(Object.values(comparators).join(', '))})`;

const MEASURE = new RegExp(
  `(?:${BEFORE} )?(?:(?:about|approximately|the|than|last|first) )?(?<![\\w.-])${NUMBER}(?:(?: (?:and|to) | ?[-–] ?)${NUMBER})?[ -]?(${UNIT})( or (?:more|less|fewer|higher|lower|better|faster)| maximum| minimum| max| min)?`,
  'giu',
);

/** At most so many are read from one statement. */
const MAX_MEASURES = 8;

/** The measurable bounds in a sentence, with thousands resolved and units by their usual short name. */
export function measuresOf(sentence: string): Measure[] {
  const found: Measure[] = [];
  for (const match of sentence.slice(0, 1000).replace(/\s+/gu, ' ').matchAll(MEASURE)) {
    const [, before, digits = '', letter, scale, upper, upperLetter, upperScale, unit = '', after] = match;
    const name = unitName(unit);
    const comparator = comparatorOf((before ?? '').toLowerCase(), (after ?? '').trim().toLowerCase());
    if (upper !== undefined) {
      found.push(
        { value: numberOf(digits, letter ?? scale), unit: name, comparator: '>=' },
        { value: numberOf(upper, upperLetter ?? upperScale), unit: name, comparator: '<=' },
      );
    } else found.push({ value: numberOf(digits, letter ?? scale), unit: name, comparator });
    if (found.length >= MAX_MEASURES) break;
  }
  return found.slice(0, MAX_MEASURES);
}

function comparatorOf(before: string, after: string): Comparator {
  if (after !== '') return /more|higher|better|min/u.test(after) ? '>=' : '<=';
  return COMPARATORS.find(([pattern]) => pattern.test(before))?.[1] ?? '=';
}

function numberOf(digits: string, scale: string | undefined): number {
  const value = Number(digits.replaceAll(',', '')) * (SCALE[(scale ?? '').toLowerCase()] ?? 1);
  return Number(value.toPrecision(12));
}

function unitName(unit: string): string {
  const lower = unit.toLowerCase().replace(/\s+/gu, ' ');
  const known = UNITS.find(([pattern]) => pattern.test(lower))?.[1];
  if (known !== undefined) return known;
  return /^[kmgt]i?b$/u.test(lower) ? unit.toUpperCase().replace('I', 'i') : lower;
}
