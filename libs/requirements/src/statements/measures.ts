export type Comparator = '<' | '<=' | '=' | '>=' | '>';

export interface Measure {
  value: number;
  unit: string;
  comparator: Comparator;
}

const UNITS: readonly (readonly [RegExp, string])[] = [
  [/^(?:ms|millis?|milliseconds?|msecs?)$/u, 'ms'],
  [/^(?:s|secs?|seconds?)$/u, 's'],
  [/^(?:mins?|minutes?)$/u, 'min'],
  [/^(?:hrs?|hours?|h)$/u, 'h'],
  [/^(?:days?)$/u, 'days'],
  [/^(?:weeks?)$/u, 'weeks'],
  [/^(?:months?)$/u, 'months'],
  [/^(?:years?)$/u, 'years'],
  [/^(?:%|percent|per cent)$/u, '%'],
  [/^(?:rps|qps|tps|\w+(?: ?\/ ?| per | an? )(?:s|sec|second))$/u, '/s'],
  [/^(?:rpm|\w+(?: ?\/ ?| per | an? )(?:min|minute))$/u, '/min'],
  [/^\w+(?: ?\/ ?| per | an? )(?:h|hour)$/u, '/h'],
  [/^\w+(?: ?\/ ?| per | an? )(?:d|day)$/u, '/day'],
];

const SCALE: Readonly<Record<string, number>> = { k: 1e3, thousand: 1e3, m: 1e6, million: 1e6, billion: 1e9, '': 1 };

const NOUNS =
  'users?|customers?|clients?|connections?|sessions?|requests?|transactions?|messages?|events?|records?|rows?|items?|orders?|files?|documents?|devices?|nodes?|' +
  'partitions?|retries|attempts?|times|characters?|chars?|clicks?|steps?|pages?|pixels?|px|languages?|tenants?|products?|entries|calls?|results?|points?|stars?|lines?|' +
  'usd|eur|gbp|dollars?|euros?|copies|replicas?|instances?|workers?|threads?|cores?|words?|digits?|tokens?|bytes?|invoices?|payments?|emails?|queries|operations?|miles|km|meters?';

const UNIT =
  `(?:(?:concurrent|simultaneous|active|daily|registered|parallel|failed|consecutive|total) ){0,2}(?:[a-z]{2,20} ?(?:\\/|per|an?) ?(?:s|sec|second|min|minute|h|hour|d|day)\\b|` +
  `ms\\b|milliseconds?\\b|msecs?\\b|s\\b|secs?\\b|seconds?\\b|mins?\\b|minutes?\\b|h\\b|hrs?\\b|hours?\\b|days?\\b|weeks?\\b|months?\\b|years?\\b|%|percent\\b|per cent\\b|` +
  `[kmgt]i?b\\b|rps\\b|qps\\b|tps\\b|rpm\\b|(?:${NOUNS})\\b)`;
const NUMBER =
  '(\\d{1,3}(?:,\\d{3}){1,4}(?:\\.\\d{1,6})?|\\d{1,12}(?:\\.\\d{1,6})?)(?:([km])(?!\\w)| (thousand|million|billion)\\b)?';
const BEFORE =
  '(<=|>=|≤|≥|<|>|at least|at minimum|a minimum of|minimum of|minimum|no less than|not less than|no fewer than|at most|no more than|not more than|no longer than|no later than|not exceed|not exceeding|up to|within|maximum of|a maximum of|maximum|max|min|in under|under|below|less than|fewer than|shorter than|in less than|more than|over|above|greater than|longer than|exceeds?|after|exactly|every|between)';

const MEASURE = new RegExp(
  `(?:${BEFORE} )?(?:(?:about|approximately|the|than|last|first) )?(?<![\\w.-])${NUMBER}(?:(?: (?:and|to) | ?[-–] ?)${NUMBER})?[ -]?(${UNIT})( or (?:more|less|fewer|higher|lower|better|faster)| maximum| minimum| max| min)?`,
  'giu',
);

const COMPARATORS: readonly (readonly [RegExp, Comparator])[] = [
  [/^(?:<=|≤|at most|no more|not more|no longer|no later|not exceed|up to|within|(?:a )?max)/u, '<='],
  [/^(?:>=|≥|at least|at minimum|(?:a )?min|no less|not less|no fewer)/u, '>='],
  [/^(?:<|in under|under|below|less|fewer|shorter|in less)/u, '<'],
  [/^(?:>|more|over|above|greater|longer|exceed|after)/u, '>'],
];

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
