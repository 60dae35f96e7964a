/** What was left out of a text that is too large to be read whole. */
export interface Truncation {
  total_chars: number;
  analysed_chars: number;
  total_lines: number;
  analysed_lines: number;
  /** Lines of which only the first `MAX_LINE` characters were read. */
  shortened_lines: number;
  /** Headings of the first sections of which something is missing, and how many there are in all. */
  sections_cut: string[];
  sections_cut_total: number;
  /** Statements after the first `MAX_STATEMENTS`, see `collect.ts`; the answer must fit into one message. */
  statements_left_out: number;
}

export interface Excerpt {
  lines: string[];
  /** The number (from 1) of each line in the original text. */
  numbers: number[];
  truncated: Truncation | null;
}

/** About twenty times a usual requirements document; read in well under a second. */
export const MAX_CHARS = 100_000;
export const MAX_LINES = 5_000;
export const MAX_LINE = 4_000;
const MAX_NAMED = 20;

/** Sections after these are left out whole: nobody writes more, and each of them must get room worth reading. */
const MAX_SECTIONS = 400;

interface Slice {
  title: string;
  first: number;
  end: number;
  size: number;
}

/**
 * All of a text that fits the budget; of a larger one the beginning of every section, each given the same room at
 * most (what small sections leave over goes to the large ones), so that no section is missing only because it is last.
 */
export function excerpt(lines: readonly string[], firstNumber: number): Excerpt {
  const short = lines.map((line) => (line.length > MAX_LINE ? line.slice(0, MAX_LINE) : line));
  const total = lines.reduce((sum, line) => sum + line.length + 1, 0);
  const shortened = short.filter((line, index) => line.length !== (lines[index]?.length ?? 0)).length;
  const size = short.reduce((sum, line) => sum + line.length + 1, 0);
  const fits = size <= MAX_CHARS && short.length <= MAX_LINES;
  if (fits && shortened === 0)
    return { lines: short, numbers: short.map((_, index) => index + firstNumber), truncated: null };
  const slices = fits ? [{ title: '', first: 0, end: short.length, size }] : sectionSlices(short);
  const kept = fits ? short.map((_, index) => index) : keptLines(short, slices.slice(0, MAX_SECTIONS));
  const cut = slices.filter((slice) => !isWhole(slice, kept));
  return {
    lines: kept.map((index) => short[index] ?? ''),
    numbers: kept.map((index) => index + firstNumber),
    truncated: {
      total_chars: total,
      analysed_chars: kept.reduce((sum, index) => sum + (short[index]?.length ?? 0) + 1, 0),
      total_lines: lines.length,
      analysed_lines: kept.length,
      shortened_lines: shortened,
      sections_cut: cut.slice(0, MAX_NAMED).map((slice) => slice.title.slice(0, 120)),
      sections_cut_total: cut.length,
      statements_left_out: 0,
    },
  };
}

function sectionSlices(lines: readonly string[]): Slice[] {
  const slices: Slice[] = [{ title: '', first: 0, end: lines.length, size: 0 }];
  lines.forEach((line, index) => {
    const last = slices[slices.length - 1];
    if (last === undefined) return;
    if (/^ {0,3}#{1,6}\s/u.test(line) && index > last.first) {
      last.end = index;
      slices.push({
        title: line.replace(/^[#\s]+/u, '').trim(),
        first: index,
        end: lines.length,
        size: line.length + 1,
      });
    } else last.size += line.length + 1;
  });
  return slices;
}

function keptLines(lines: readonly string[], slices: readonly Slice[]): number[] {
  const chars = fairShare(
    slices.map((slice) => slice.size),
    MAX_CHARS,
  );
  const count = fairShare(
    slices.map((slice) => slice.end - slice.first),
    MAX_LINES,
  );
  return slices.flatMap((slice) => {
    const kept: number[] = [];
    let used = 0;
    for (let index = slice.first; index < slice.end && kept.length < count; index += 1) {
      used += (lines[index]?.length ?? 0) + 1;
      if (used > chars) break;
      kept.push(index);
    }
    return kept;
  });
}

/** The largest cap such that the sizes, each cut to it, fit into `budget`. */
function fairShare(sizes: readonly number[], budget: number): number {
  const sorted = [...sizes].sort((one, other) => one - other);
  let left = budget;
  for (const [index, size] of sorted.entries()) {
    const share = left / (sorted.length - index);
    if (size > share) return Math.floor(share);
    left -= size;
  }
  return Number.MAX_SAFE_INTEGER;
}

function isWhole(slice: Slice, kept: readonly number[]): boolean {
  return slice.end === slice.first || includesSorted(kept, slice.end - 1);
}

function includesSorted(values: readonly number[], wanted: number): boolean {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return values[low] === wanted;
}

/** The report for a text that was read whole. */
export function nothingCut(text: string): Truncation {
  const lines = text.split('\n').length;
  return {
    total_chars: text.length,
    analysed_chars: text.length,
    total_lines: lines,
    analysed_lines: lines,
    shortened_lines: 0,
    sections_cut: [],
    sections_cut_total: 0,
    statements_left_out: 0,
  };
}
