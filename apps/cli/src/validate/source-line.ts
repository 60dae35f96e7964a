import { oneLine } from '../printable';

const TAB_STOP = 4;

/** Code units of a line that are shown, and how many of them before the place when a line has to be cut. */
const MOST_SHOWN = 100;
const SHOWN_BEFORE = 40;

export interface MarkedLine {
  /** The line, or the part of it around the place, fit for a terminal. */
  readonly text: string;
  /** Spaces and carets that stand below the place. */
  readonly marks: string;
}

/**
 * A line of source with the place from `start` to `end` marked, both from 1 in UTF-16 units, `end` behind the place. Tabs
 * are spread, control characters written out, and carets stand below what they mean, also where characters take two
 * cells or none. At least one caret.
 */
export function markedLine(line: string, start: number, end: number): MarkedLine {
  const from = cutBefore(line, start - 1);
  const to = whole(line, Math.min(line.length, from + MOST_SHOWN));
  const [head, tail] = [from > 0 ? '…' : '', to < line.length ? '…' : ''];
  let text = head;
  let column = head.length;
  let marksFrom: number | undefined;
  let marksTo = 0;
  for (const { segment, index } of GRAPHEMES.segment(line.slice(from, to))) {
    const cell = cellOf(segment, column);
    const isMarked = from + index + segment.length >= start && from + index < Math.max(end - 1, start);
    if (isMarked) {
      marksFrom ??= column;
      marksTo = column + cell.width;
    }
    text += cell.text;
    column += cell.width;
  }
  const marks = Math.max(1, marksTo - (marksFrom ?? 0));
  return { text: text + tail, marks: ' '.repeat(marksFrom ?? column) + '^'.repeat(marks) };
}

const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });

function cutBefore(line: string, place: number): number {
  if (line.length <= MOST_SHOWN) return 0;
  return whole(line, Math.max(0, Math.min(place - SHOWN_BEFORE, line.length - MOST_SHOWN)));
}

/** Not inside a surrogate pair. */
function whole(line: string, at: number): number {
  const code = line.charCodeAt(at);
  return at > 0 && code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}

interface Cell {
  readonly text: string;
  readonly width: number;
}

function cellOf(grapheme: string, column: number): Cell {
  if (grapheme === '\t') {
    const width = TAB_STOP - (column % TAB_STOP);
    return { text: ' '.repeat(width), width };
  }
  const text = oneLine(grapheme);
  if (text !== grapheme) return { text, width: text.length };
  return { text, width: NO_CELL.test(text) ? 0 : TWO_CELLS.test(text) ? 2 : 1 };
}

/** What terminals draw on nothing of its own, and what they give two cells (Unicode's East Asian Width, and emoji). */
const NO_CELL = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;
const TWO_CELLS =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\ufe0f/u;
