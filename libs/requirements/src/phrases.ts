/** Pieces of regular expressions that phrases of one file name in braces. */
export type Parts = Readonly<Record<string, string>>;

interface Wanted {
  readonly flags?: string;
  readonly parts?: Parts;
  /** Where a word ends: the usual boundary knows no letters beyond ASCII, `letters` does and takes longer. */
  readonly boundary?: 'ascii' | 'letters';
}

const BOUNDARIES = {
  ascii: ['\\b', '\\b'],
  letters: ['(?<![\\p{L}\\p{N}_])', '(?![\\p{L}\\p{N}_])'],
} as const;

const SIGN = /\{(\d)-(\d+) words\} |\{([a-z-]+)\}|\(([^()|]*)\)|\|\)|\(|~|(?<=[\p{L}\d)~])-(?=[\p{L}\d(])|[.*+?\\/]/gu;

/**
 * One expression that finds any phrase of a list as whole words. Phrases are separated by commas; in them
 *
 *     encrypt~               any ending, or none
 *     fault(s), (be )used    what stands in brackets may be missing
 *     log (in|on|)           one of these, and with an empty one at the end none of them
 *     user-friendly          a hyphen or a space; `up(-)time` a hyphen only, or nothing
 *     {0-3 words} data       up to three words before the next; it takes the blank behind it along
 *     {number}               a part that the file names
 *     act [of], help [not desk]   followed, or not followed, by what begins like this
 *     ^only, data$           at the start, at the end of the text
 */
export function phrases(list: string, { flags = 'gu', parts = {}, boundary = 'ascii' }: Wanted = {}): RegExp {
  const [start, end] = BOUNDARIES[boundary];
  return new RegExp(`${start}(?:${alternatives(list, parts)})${end}`, flags);
}

/** The same without the ends of words, to be a piece of a larger expression. */
export function alternatives(list: string, parts: Parts = {}): string {
  return list
    .split(/,\s+/u)
    .map((phrase) => {
      const [, words = phrase, not, next] = /^(.+?) \[(not )?(.+)\]$/u.exec(phrase) ?? [];
      if (next === undefined) return expressionOf(words, parts);
      return `${expressionOf(words, parts)}\\b(?${not === undefined ? '=' : '!'} (?:${expressionOf(next, parts)}))`;
    })
    .join('|');
}

function expressionOf(words: string, parts: Parts): string {
  return words.replace(SIGN, (sign: string, least?: string, most?: string, part?: string, optional?: string) => {
    if (least !== undefined) return `(?:\\w+ ){${least},${most}}`;
    if (part !== undefined) return partNamed(part, parts);
    if (optional !== undefined) return `(?:${expressionOf(optional, parts)})?`;
    return SIGNS[sign] ?? `\\${sign}`;
  });
}

const SIGNS: Readonly<Record<string, string>> = { '~': '\\w*', '-': '[- ]', '(': '(?:', '|)': ')?' };

function partNamed(name: string, parts: Parts): string {
  const part = parts[name];
  if (part === undefined) throw new Error(`a phrase has the part {${name}}, which its file does not name`);
  return `(?:${part})`;
}
