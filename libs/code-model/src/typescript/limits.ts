import type { Demand } from '../language-engine';
import { measureNesting, type Nesting } from './nesting';

/** Measured: nested brackets, templates and JSX exhaust the engine's stack between 600 and 1,300. */
export const MAX_TYPESCRIPT_BRACKETS = 200;

/** Measured: the shortest chains that exhaust it are `a<a<…` and `class extends class …`, between 600 and 1,000 links. */
export const MAX_TYPESCRIPT_LINKS = 200;

/** Measured: each of them doubles the time for what it holds; 20 of a few bytes take seconds. */
export const MAX_DOUBTS = 4;

/** Linear in the length of the code. */
export function demand(code: string): Demand {
  const nesting = measureNesting(code);
  return { tokens: nesting.tokens, tooDeep: tooDeep(nesting) };
}

function tooDeep({ brackets, links, doubts }: Nesting): string | undefined {
  if (brackets > MAX_TYPESCRIPT_BRACKETS) {
    return `brackets nest ${brackets} deep; at most ${MAX_TYPESCRIPT_BRACKETS} are checked`;
  }
  if (links > MAX_TYPESCRIPT_LINKS) {
    return `an expression chains ${links} operators; at most ${MAX_TYPESCRIPT_LINKS} are checked`;
  }
  if (doubts > MAX_DOUBTS) {
    return `${doubts} arrow functions are alternatives in one another; at most ${MAX_DOUBTS} are checked`;
  }
  return undefined;
}
