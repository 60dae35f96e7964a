import type { ReactNode } from 'react';
import { pieces } from '../lib/pretty';

/** A text with the words in it that were found. */
export function Marked({ text, words }: { readonly text: string; readonly words: readonly string[] }): ReactNode {
  const spans = words
    .flatMap((word) =>
      [...text.toLowerCase().matchAll(new RegExp(escaped(word), 'g'))].map(
        ({ index }) => [index, index + word.length] as const,
      ),
    )
    .sort(([a], [b]) => a - b);
  const parts: ReactNode[] = [];
  let at = 0;
  for (const [from, to] of spans) {
    if (from < at) continue;
    parts.push(...breakable(text.slice(at, from), at), <mark key={from}>{text.slice(from, to)}</mark>);
    at = to;
  }
  return [...parts, ...breakable(text.slice(at), at)];
}

function breakable(text: string, at: number): readonly ReactNode[] {
  return pieces(text).flatMap((piece, index) => (index === 0 ? [piece] : [<wbr key={`${at}-${index}`} />, piece]));
}

function escaped(word: string): string {
  return word.replace(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
}
