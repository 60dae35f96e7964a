import type { Code } from '../code/code';
import type { LineCounts } from '../code/metrics/maintainability';
import type { StringItem } from '../code/items';

/**
 * Lines of a Python source, counted as radon's `raw` does: a line in a lone string of several lines documents, a
 * string of one line or a comment alone is no code, and a logical line with something after its colon counts twice.
 */
export function lineCounts(code: Code): LineCounts {
  const kinds = new LineKinds(code);
  for (const comment of code.comments) if (kinds.isAlone(comment.start)) kinds.take(comment.start, comment.end);
  for (const string of code.all('string')) if (string.alone) kinds.takeString(string);
  const total = code.lineCount;
  const blank = kinds.blank;
  return {
    total,
    blank,
    code: total - blank - kinds.taken,
    comments: code.comments.length,
    documentation: kinds.documentation,
    logical: logicalLines(code),
  };
}

class LineKinds {
  taken = 0;
  documentation = 0;
  readonly blank: number;

  constructor(private readonly code: Code) {
    const { source, lineCount, lineStarts } = code;
    let blank = 0;
    for (let n = 0; n < lineCount; n += 1) {
      if (source.slice(lineStarts[n], lineStarts[n + 1] ?? source.length).trim() === '') blank += 1;
    }
    this.blank = blank;
  }

  /** Nothing but blanks stand before it on its line. */
  isAlone(start: number): boolean {
    const { source, lineStarts } = this.code;
    const line = this.code.place({ start, end: start }).line;
    return source.slice(lineStarts[line - 1], start).trim() === '';
  }

  take(start: number, end: number): number {
    const { line, endLine } = this.code.place({ start, end });
    const blank = this.code.source
      .slice(start, end)
      .split(/\r\n|\r|\n/)
      .filter((text) => text.trim() === '').length;
    const lines = endLine - line + 1 - blank;
    this.taken += lines;
    return lines;
  }

  takeString({ start, end }: StringItem): void {
    const lines = this.take(start, end);
    if (lines > 1) this.documentation += lines;
  }
}

/** A lone string is code to nobody, and a line to the tokenizer: one. */
function logicalLines(code: Code): number {
  const source = masked(code);
  let lines = 0;
  let depth = 0;
  let content = false;
  let colon = false;
  let after = false;
  const end = (): void => {
    if (content) lines += colon && after ? 2 : 1;
    content = colon = after = false;
  };
  for (let at = 0; at < source.length; at += 1) {
    const char = source.charCodeAt(at);
    if (char === LF || char === CR) {
      if (depth === 0) end();
    } else if (char === SEMICOLON) end();
    else if (char === BACKSLASH) at += source.charCodeAt(at + 1) === CR && source.charCodeAt(at + 2) === LF ? 2 : 1;
    else if (char > SPACE) {
      content = true;
      if (char === COLON && source.charCodeAt(at + 1) !== EQUALS) {
        colon = true;
        after = false;
      } else after = true;
      if (OPENING.includes(char)) depth += 1;
      else if (CLOSING.includes(char)) depth = Math.max(0, depth - 1);
    }
  }
  end();
  return lines;
}

const [LF, CR, SPACE, SEMICOLON, BACKSLASH, COLON, EQUALS] = [10, 13, 32, 59, 92, 58, 61];
const OPENING = [40, 91, 123];
const CLOSING = [41, 93, 125];

/** The source with every string as one `"` and every comment as nothing, so that only code is left to look at. */
function masked(code: Code): string {
  const spans = [
    ...code.all('string').map(({ start, end }) => ({ start, end, text: '"' })),
    ...code.comments.map(({ start, end }) => ({ start, end, text: '' })),
  ].sort((a, b) => a.start - b.start);
  let at = 0;
  let source = '';
  for (const { start, end, text } of spans) {
    if (start < at) continue;
    source += code.source.slice(at, start) + text;
    at = end;
  }
  return source + code.source.slice(at);
}
