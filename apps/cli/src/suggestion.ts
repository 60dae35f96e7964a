import { nearest } from '#config';

/** `; did you mean "stamp"?` where one of the known words is near, else nothing. */
export function suggestion(word: string, known: readonly string[]): string {
  const named = nearest(word, known);
  return named === undefined ? '' : `; did you mean ${JSON.stringify(named)}?`;
}
