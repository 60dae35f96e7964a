const TOKEN = /[^\s,.;:!?()]+|[,.;:!?()]/gu;
const NEGATIONS: ReadonlySet<string> = new Set(['no', 'without']);
/** "no more than five", "no longer than": a bound and not a denial. */
const BOUNDS: ReadonlySet<string> = new Set(['more', 'longer', 'later', 'less', 'fewer']);
const TURNS: ReadonlySet<string> = new Set(['but', 'only', 'just', 'when', 'while', 'until']);

/** "no bus or database dependencies": a denial seldom reaches farther. */
const REACH = 4;

/** `text` without what it says it does not want: the words after "no" and "without", as far as the clause or four words. */
export function affirmed(text: string): string {
  const kept: string[] = [];
  let denied = 0;
  const tokens = text.match(TOKEN) ?? [];
  tokens.forEach((token, index) => {
    const word = token.toLowerCase();
    if (NEGATIONS.has(word) && !BOUNDS.has(tokens[index + 1]?.toLowerCase() ?? '')) denied = REACH;
    else if (denied > 0 && /[\p{L}\p{N}]/u.test(word) && !TURNS.has(word)) denied--;
    else {
      denied = 0;
      kept.push(token);
    }
  });
  return kept.join(' ');
}
