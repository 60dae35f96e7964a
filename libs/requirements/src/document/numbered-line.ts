/** A line with its number (from 1) in the text as it was sent: rewriting may make several lines of one. */
export interface NumberedLine {
  text: string;
  number: number;
}

const FENCE = /^ {0,3}(?:`{3,}|~{3,})/u;

/** For every line whether it is fenced code or a fence: such lines are not rewritten. */
export function fenced(lines: readonly NumberedLine[]): boolean[] {
  let fence = '';
  return lines.map(({ text }) => {
    const mark = FENCE.exec(text)?.[0].trim() ?? '';
    if (fence === '') {
      fence = mark;
      return mark !== '';
    }
    if (mark.startsWith(fence) && text.trim() === mark) fence = '';
    return true;
  });
}
