/** Longer names are cut in answers; no name that means something to people is. */
export const MAX_NAME = 200;

/** `text`, at most `most` characters long. */
export function excerpt(text: string, most = MAX_NAME): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;
}
