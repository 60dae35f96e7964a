/**
 * Text as PostgreSQL can keep it: NUL characters and lone surrogates become U+FFFD. For text written by others that
 * only people read; the exact bytes are kept elsewhere.
 */
export function storableText(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replace(/\u0000|\p{Surrogate}/gu, '\uFFFD');
}
