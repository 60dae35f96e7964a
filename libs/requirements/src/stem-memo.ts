import { stem } from '#text';

/**
 * Enough for the words of a language in use; when it is full it starts empty again, so memory stays flat whatever is
 * sent.
 */
const MAX_WORDS = 8192;

const memo = new Map<string, string>();

/** The Porter2 stem of a lower-case word; the same word of one document is stemmed once. */
export function stemOf(word: string): string {
  const known = memo.get(word);
  if (known !== undefined) return known;
  if (memo.size >= MAX_WORDS) memo.clear();
  const found = stem(word);
  memo.set(word, found);
  return found;
}
