import type { CommentSyntax } from './comment-syntax';
import { lineAt } from './lines';

/**
 * Whether a line that begins at `at` and looks like a comment is one for sure, and not part of a text over several
 * lines. In languages where that takes a parser the answer is "no".
 */
export function isComment(text: string, at: number, { longTexts, line }: CommentSyntax): boolean {
  if (longTexts === undefined || line === undefined || !lineAt(text, at).text.trimStart().startsWith(line))
    return false;
  if (/\\\r?\n$/.test(text.slice(Math.max(0, at - 3), at))) return false;
  if (longTexts === 'python') return isOutsidePythonTexts(text, at);
  const before = text.slice(0, at);
  return !longTexts.test(before) && before.lastIndexOf('/*') <= before.lastIndexOf('*/');
}

const QUOTES = ['"""', "'''", '"', "'"] as const;

/** Also of TOML, whose texts over several lines look the same. */
function isOutsidePythonTexts(text: string, at: number): boolean {
  let here = 0;
  while (here < at) {
    if (text[here] === '#') here = behind(text, '\n', here);
    else {
      const quote = QUOTES.find((candidate) => text.startsWith(candidate, here));
      here = quote === undefined ? here + 1 : behindText(text, here + quote.length, quote);
    }
  }
  return here === at;
}

function behindText(text: string, from: number, quote: string): number {
  for (let here = from; here < text.length; here += 1) {
    if (text[here] === '\\') here += 1;
    else if (text.startsWith(quote, here)) return here + quote.length;
    else if (quote.length === 1 && text[here] === '\n') return here;
  }
  return text.length;
}

function behind(text: string, what: string, from: number): number {
  const at = text.indexOf(what, from);
  return at < 0 ? text.length : at + what.length;
}
