/** Every comment by which biome lets code silence a check begins with this word, in this case only. */
const DIRECTIVE = 'biome-ignore';
const FILLER = 'biome_ignore';

/**
 * `code` with the word that starts biome's suppression comments overwritten by a filler of equal length, wherever it
 * stands: no position moves, and no trick with strings, templates, regular expressions or JSX can hide a comment from
 * a search for its words. Outside comments the word is rare and its spelling means nothing to any rule; names in
 * messages get it back by `restoringDirectives`.
 */
export function disarmDirectives(code: string): string {
  return code.replaceAll(DIRECTIVE, FILLER);
}

/** Puts the word back into messages about `code`, unless the code spells the filler itself. */
export function restoringDirectives(code: string): (message: string) => string {
  if (code.includes(FILLER)) return (message) => message;
  return (message) => message.replaceAll(FILLER, DIRECTIVE);
}
