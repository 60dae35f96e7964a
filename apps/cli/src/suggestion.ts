import { closest, distance } from 'fastest-levenshtein';

/** Nobody waits for the neighbours of a word of a kilobyte. */
const MAX_LENGTH = 100;

/** `; did you mean "stamp"?` where one of the known words is near, else nothing. Two letters that changed places are near. */
export function suggestion(word: string, known: readonly string[]): string {
  if (known.length === 0 || word.length > MAX_LENGTH) return '';
  const wanted = bare(word);
  const nearest = closest(wanted, known.map(bare));
  const length = Math.min(wanted.length, nearest.length);
  const isNear = distance(wanted, nearest) <= (length < 4 ? 1 : Math.max(2, Math.floor(length / 3)));
  const named = known.find((one) => bare(one) === nearest);
  return isNear && length > 0 && named !== undefined ? `; did you mean ${JSON.stringify(named)}?` : '';
}

function bare(word: string): string {
  return word.replace(/^-+/, '').toLowerCase();
}
