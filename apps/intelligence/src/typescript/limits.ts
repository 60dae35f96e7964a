import { type Refusal, refusal } from '#contracts';
import { measureNesting } from './nesting';

/** Larger sources cost more than a request may take: the engine reads about 1 MB of plain statements in a second. */
export const MAX_TYPESCRIPT_BYTES = 512 * 1024;

/** Measured: nested brackets, templates and JSX exhaust the engine's stack between 600 and 1,300. */
export const MAX_TYPESCRIPT_BRACKETS = 200;

/** Measured: the shortest chains that exhaust it are `a<a<…` and `class extends class …`, between 600 and 1,000 links. */
export const MAX_TYPESCRIPT_LINKS = 200;

/** Measured: each of them doubles the time for what it holds; 20 of a few bytes take seconds. */
export const MAX_DOUBTS = 4;

/** Why `code` may not be given to the engine, or `undefined`. Linear in the length of the code. */
export function beyondTypeScriptLimits(code: string): Refusal | undefined {
  const bytes = Buffer.byteLength(code, 'utf8');
  if (bytes > MAX_TYPESCRIPT_BYTES) {
    return refusal('code_too_large', `code_content has ${bytes} bytes; at most ${MAX_TYPESCRIPT_BYTES} are checked`);
  }
  const { brackets, links, doubts } = measureNesting(code);
  if (brackets > MAX_TYPESCRIPT_BRACKETS) return tooDeep(`brackets nest ${brackets} deep`, MAX_TYPESCRIPT_BRACKETS);
  if (links > MAX_TYPESCRIPT_LINKS) return tooDeep(`an expression chains ${links} operators`, MAX_TYPESCRIPT_LINKS);
  if (doubts > MAX_DOUBTS) return tooDeep(`${doubts} arrow functions are alternatives in one another`, MAX_DOUBTS);
  return undefined;
}

function tooDeep(found: string, limit: number): Refusal {
  return refusal('code_too_deep', `code_content is nested too deeply: ${found}; at most ${limit} are checked`);
}
