/** A full stop after one of these ends no sentence. */
const ABBREVIATION =
  /(?:\b(?:e\.g|i\.e|cf|vs|no|fig|approx|resp|incl|excl|mr|mrs|ms|dr|prof|inc|ltd|st|min|max|sec|ch|art)|\b\p{L}|\.\p{L})\.$/iu;
const UNIT_ABBREVIATION = /\d\s?(?:ms|sec|min)\.$/iu;

export interface Sentence {
  text: string;
  /** How many lines below the start of its block it begins. */
  line: number;
}

/**
 * The sentences of a block's plain text. Own rules, because taggers take "200 ms." for a title and join what follows;
 * a stop splits before a capital, a digit or a quotation mark, but not after "e.g." and the like.
 */
export function sentences(text: string): Sentence[] {
  const found: Sentence[] = [];
  let start = 0;
  for (const match of text.matchAll(/[.!?]{1,3}["'”’)]{0,2}\s+(?=[\p{Lu}\d"'“‘(*])/gu)) {
    const end = match.index + match[0].trimEnd().length;
    const before = text.slice(Math.max(start, end - 12), end);
    if (ABBREVIATION.test(before) && !UNIT_ABBREVIATION.test(before)) continue;
    push(found, text, start, end);
    start = match.index + match[0].length;
  }
  push(found, text, start, text.length);
  return found;
}

function push(found: Sentence[], text: string, start: number, end: number): void {
  const raw = text.slice(start, end);
  const trimmed = raw.trim();
  if (trimmed === '') return;
  const lead = raw.length - raw.trimStart().length;
  found.push({ text: trimmed.replace(/\s+/gu, ' '), line: newlines(text, start + lead) });
}

function newlines(text: string, end: number): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
