import { hash } from 'node:crypto';

/** Three such columns fit into an index entry of 2.7 kB, whatever the characters are. */
const MAX_PLAIN_LENGTH = 256;

const HASHED = 'sha256:';

/**
 * A text of any length and characters as the key it is kept under: itself where an indexed column can hold it, else a
 * hash of it. Two texts never share a key.
 */
export function storableKey(text: string): string {
  const isPlain = text.length <= MAX_PLAIN_LENGTH && text.isWellFormed() && !text.includes('\u0000');
  if (isPlain && !text.startsWith(HASHED)) return text;
  // UTF-16, because half of a surrogate pair has no UTF-8.
  return `${HASHED}${hash('sha256', Buffer.from(text, 'utf16le'))}`;
}
