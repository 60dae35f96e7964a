/** Pieces of regular expressions that phrases of one file name in braces. */
export type Parts = Readonly<Record<string, string>>;

interface Wanted {
  readonly flags?: string;
  readonly parts?: Parts;
  /** Between what phrases are looked for: the usual boundary of words knows no letters beyond ASCII, `letters` does and takes longer. */
  readonly boundary?: keyof typeof BOUNDARIES;
}

const LETTER = '[\\p{L}\\p{N}_]';

const BOUNDARIES = {
  ascii: { start: '\\b', end: '\\b', letter: '\\w' },
  letters: { start: `(?<!${LETTER})`, end: `(?!${LETTER})`, letter: LETTER },
  opening: { start: '^', end: '\\b', letter: '\\w' },
  whole: { start: '^', end: '$', letter: LETTER },
} as const;

const SIGN = /\{(\d)-(\d+) words\} |\{([a-z-]+)\}|\(([^()|]*)\)|\|\)|\(|~|-(?=[\p{L}\d(])|[.*+?\\/]/gu;

/**
 * One expression that finds any phrase of a list as whole words. Phrases are separated by commas; in them
 *
 *     encrypt~               any ending, or none
 *     fault(s), (be )used    what stands in brackets may be missing
 *     log (in|on|)           one of these, and with an empty one at the end none of them (a bracket with brackets in it
 *                            may be missing only so)
 *     user-friendly          a hyphen or a space, before a letter; `up(-)time` a hyphen only, or nothing
 *     {0-3 words} data       up to three words before the next; it takes the blank behind it along
 *     {number}               a part that the file names
 *     act [of], help [not desk]   followed, or not followed, by what begins like this
 *     ^only, data$           at the start, at the end of the text
 */
export function phrases(list: string, { flags = 'gu', parts = {}, boundary = 'ascii' }: Wanted = {}): RegExp {
  const { start, end, letter } = BOUNDARIES[boundary];
  return new RegExp(`${start}(?:${alternatives(list, parts, letter)})${end}`, flags);
}

/** The phrases of a list as they are written, for lists of plain words that are compared whole. */
export function phrasesOf(list: string): string[] {
  return list.split(/,\s+/u);
}

/** As `phrases`, for a place in a larger expression, which says what stands around it. */
export function alternatives(list: string, parts: Parts = {}, letter = '\\w'): string {
  const all = { 'any-ending': `${letter}*`, ...parts };
  return phrasesOf(list)
    .map((phrase) => alternative(phrase, all))
    .join('|');
}

function alternative(phrase: string, parts: Parts): string {
  const [, words = phrase, not, next] = /^(.+?) \[(not )?(.+)\]$/u.exec(phrase) ?? [];
  if (next === undefined) return expressionOf(words, parts);
  return `${expressionOf(words, parts)}\\b(?${not === undefined ? '=' : '!'} (?:${expressionOf(next, parts)}))`;
}

function expressionOf(words: string, parts: Parts): string {
  return words.replace(SIGN, (sign: string, least?: string, most?: string, part?: string, optional?: string) => {
    if (least !== undefined) return `(?:\\w+ ){${least},${most}}`;
    if (part !== undefined) return partNamed(part, parts);
    if (optional !== undefined) return `(?:${expressionOf(optional, parts)})?`;
    return sign === '~' ? partNamed('any-ending', parts) : (SIGNS[sign] ?? `\\${sign}`);
  });
}

const SIGNS: Readonly<Record<string, string>> = { '-': '[- ]', '(': '(?:', '|)': ')?' };

function partNamed(name: string, parts: Parts): string {
  const part = parts[name];
  if (part === undefined) throw new Error(`a phrase has the part {${name}}, which its file does not name`);
  return `(?:${part})`;
}
