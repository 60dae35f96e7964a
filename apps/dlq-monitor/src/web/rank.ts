/** A text an entry can be found by; kinds are in the order of what they are worth. */
export interface Part {
  readonly kind: string;
  readonly text: string;
}

export interface Match {
  /** Lower is better. */
  readonly score: number;
  /** For each term the best part it was found in. */
  readonly parts: readonly Part[];
}

/**
 * Where a lower-case term stands in a text at the beginning of a word: `stamp` is found in `re_stamp` and not in
 * every `timestamp`. Runs in the browser too, as its own source text: it uses nothing from outside this file.
 */
export function positions(text: string, term: string): readonly number[] {
  const lower = text.toLowerCase();
  const found: number[] = [];
  if (term === '') return [];
  for (let at = lower.indexOf(term); at !== -1; at = lower.indexOf(term, at + term.length)) {
    const joint = text.slice(Math.max(at - 1, 0), at + 1);
    if (at === 0 || /^(?:[^\p{L}\p{N}]|.[^\p{L}\p{N}]|\p{Ll}\p{Lu})/u.test(joint)) found.push(at);
  }
  return found;
}

/** How well the parts, best kinds first, match all terms; `null` where one term is found nowhere. As above. */
export function rank(terms: readonly string[], parts: readonly Part[]): Match | null {
  const kinds = [...new Set(parts.map(({ kind }) => kind))];
  const found = terms.map((term) => parts.find(({ text }) => positions(text, term).length > 0));
  const known = found.filter((part) => part !== undefined);
  if (known.length < terms.length) return null;
  return { score: known.reduce((sum, { kind }) => sum + kinds.indexOf(kind), 0), parts: known };
}
