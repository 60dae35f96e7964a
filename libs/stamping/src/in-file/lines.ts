export interface Line {
  readonly start: number;
  /** Behind the line break. */
  readonly end: number;
  /** Without the line break. */
  readonly text: string;
}

/** The rest of the line from `start` on. Lines end with LF or CR LF. */
export function lineAt(text: string, start: number): Line {
  const at = text.indexOf('\n', start);
  const end = at < 0 ? text.length : at + 1;
  return { start, end, text: text.slice(start, end).replace(/\r?\n$/, '') };
}

/** Behind a byte order mark. */
export function beginning(text: string): number {
  return text.startsWith('\ufeff') ? 1 : 0;
}

/** The line break of a text: that of its first line. */
export function lineBreakOf(text: string): '\n' | '\r\n' {
  return text[text.indexOf('\n') - 1] === '\r' ? '\r\n' : '\n';
}
