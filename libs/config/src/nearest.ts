import { closest, distance } from 'fastest-levenshtein';

/** Nobody waits for the neighbours of a word of a kilobyte. */
const MAX_LENGTH = 100;

/** The known word that was probably meant, whatever its case and leading dashes. Two letters that changed places are near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0 || word.length > MAX_LENGTH) return undefined;
  const wanted = bare(word);
  const found = closest(wanted, known.map(bare));
  const length = Math.min(wanted.length, found.length);
  const isNear = distance(wanted, found) <= (length < 4 ? 1 : Math.max(2, Math.floor(length / 3)));
  return isNear && length > 0 ? known.find((one) => bare(one) === found) : undefined;
}

function bare(word: string): string {
  return word.replace(/^-+/, '').toLowerCase();
}
