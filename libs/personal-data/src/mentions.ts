const WORD = /[\p{L}\p{N}]/u;

/** Such ids are not part of another word by chance. */
const LONG = 8;

/** Whether a text that is no more than an id says who somebody is; `7` is not in `a71`, and is in `user-7`. */
export function mentions(text: string, subjects: Iterable<string>): boolean {
  const lower = text.toLowerCase();
  for (const subject of subjects) if (has(text, subject) || has(lower, subject)) return true;
  return false;
}

function has(text: string, subject: string): boolean {
  for (let at = text.indexOf(subject); at !== -1; at = text.indexOf(subject, at + 1)) {
    if (subject.length >= LONG) return true;
    if (!isWord(text[at - 1]) && !isWord(text[at + subject.length])) return true;
  }
  return false;
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && WORD.test(character);
}
