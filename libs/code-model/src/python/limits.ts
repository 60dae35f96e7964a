import type { Demand } from '../language-engine';
import { measureNesting, type Nesting } from './nesting';

/** CPython's own limits (`MAXLEVEL` and `MAXINDENT` of its tokenizer): what lies beyond them cannot run anyway. */
export const MAX_BRACKETS = 200;
export const MAX_INDENTS = 99;

/** Measured: operator chains exhaust ruff's stack above 3,000 links, brackets and nested f-strings between 1,000 and 3,000. */
export const MAX_LINKS = 1000;

/** Measured: lines that are continued and empty take the grammar the square of their number; 9,000 take it 4 s. */
const MAX_EMPTY = 99;
const CONTINUED_EMPTY = /\\[\r\n]\s*(?=\\[\r\n])/g;

/** Linear in the length of the code. */
export function demand(code: string): Demand {
  const nesting = measureNesting(code);
  const empty = code.match(CONTINUED_EMPTY)?.length ?? 0;
  const continued =
    empty > MAX_EMPTY ? `${empty} lines are continued and empty; at most ${MAX_EMPTY} are checked` : undefined;
  return { tokens: nesting.tokens, tooDeep: continued ?? tooDeep(nesting) };
}

function tooDeep({ brackets, indents, links }: Nesting): string | undefined {
  if (brackets > MAX_BRACKETS) return `brackets nest ${brackets} deep; at most ${MAX_BRACKETS} are checked`;
  if (indents > MAX_INDENTS) return `blocks nest ${indents} deep; at most ${MAX_INDENTS} are checked`;
  if (links > MAX_LINKS) return `an expression chains ${links} operators; at most ${MAX_LINKS} are checked`;
  return undefined;
}
