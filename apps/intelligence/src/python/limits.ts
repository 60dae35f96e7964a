import { type Refusal, refusal } from '#contracts';
import { measureNesting } from './nesting';

/** Larger sources cost more than the latency budget: 1 MB of plain statements takes ruff about 270 ms. */
export const MAX_CODE_BYTES = 512 * 1024;

/** CPython's own limits (`MAXLEVEL` and `MAXINDENT` of its tokenizer): what lies beyond them cannot run anyway. */
export const MAX_BRACKETS = 200;
export const MAX_INDENTS = 99;

/** Measured: operator chains exhaust ruff's stack above 3,000 links, brackets and nested f-strings between 1,000 and 3,000. */
export const MAX_LINKS = 1000;

/** Why `code` may not be given to the engine, or `undefined`. Linear in the length of the code. */
export function beyondLimits(code: string): Refusal | undefined {
  const bytes = Buffer.byteLength(code, 'utf8');
  if (bytes > MAX_CODE_BYTES) {
    return refusal('code_too_large', `code_content has ${bytes} bytes; at most ${MAX_CODE_BYTES} are checked`);
  }
  const { brackets, indents, links } = measureNesting(code);
  if (brackets > MAX_BRACKETS) return tooDeep(`brackets nest ${brackets} deep`, MAX_BRACKETS);
  if (indents > MAX_INDENTS) return tooDeep(`blocks nest ${indents} deep`, MAX_INDENTS);
  if (links > MAX_LINKS) return tooDeep(`an expression chains ${links} operators`, MAX_LINKS);
  return undefined;
}

function tooDeep(found: string, limit: number): Refusal {
  return refusal('code_too_deep', `code_content is nested too deeply: ${found}; at most ${limit} are checked`);
}
