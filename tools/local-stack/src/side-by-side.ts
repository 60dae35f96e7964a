const GAP = ' │ ';

/** Two texts in columns of equal width; lines that are too long are wrapped. */
export function sideBySide(left: string, right: string, width: number): string {
  const column = Math.floor((width - GAP.length) / 2);
  const [lefts, rights] = [left, right].map((text) => text.split('\n').flatMap((line) => wrap(line, column)));
  const rows = Math.max(lefts?.length ?? 0, rights?.length ?? 0);
  return Array.from({ length: rows }, (_, row) => `${(lefts?.[row] ?? '').padEnd(column)}${GAP}${rights?.[row] ?? ''}`)
    .map((line) => line.trimEnd())
    .join('\n');
}

/** A message as people read it: JSON indented; line breaks and quotes inside its texts shown as what they are. */
export function readable(message: string): string {
  try {
    return JSON.stringify(JSON.parse(message), null, 2).replaceAll('\\n', '\n    ').replaceAll('\\"', '"');
  } catch {
    return message;
  }
}

function wrap(line: string, width: number): readonly string[] {
  if (line.length <= width) return [line];
  return [line.slice(0, width), ...wrap(line.slice(width), width)];
}
