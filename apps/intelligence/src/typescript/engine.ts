import type { Code } from '../code/code';
import { type Findings, SYNTAX_RULE } from '../code/findings';
import { checked, type LanguageEngine, type Parsed, parsed } from '../language-engine';
import { Biome } from './biome';
import type { Dialect } from './dialect';
import { demand } from './limits';
import { lineCounts } from './line-counts';
import { loadTypeScript } from './parse-typescript';

export interface TypeScriptEngines {
  /** The engine for a source that is one of `dialects`, the likeliest first. */
  of(dialects: readonly [Dialect, ...Dialect[]]): LanguageEngine;
}

/**
 * Measured: what biome needs grows with the square of the syntax errors, 8,000 of them take it 1.5 s, and it reports one
 * for every six characters that the parser skips. Text with more of either is no TypeScript, and the parser has said where.
 */
const MAX_ERRORS = 500;
const MAX_SKIPPED = 8 * 1024;

/** Biome and the grammars. Biome takes a tenth of a second and 300 MB, so it is loaded by the first source it has to read. */
export async function loadTypeScriptEngines(): Promise<TypeScriptEngines> {
  const load = await loadTypeScript();
  let biome: Biome | undefined;
  const check = (code: Code): Findings =>
    isHopeless(code) ? syntaxErrors(code) : (biome ??= new Biome()).check(code.source, code.dialect as Dialect);
  const engineOf = (dialects: readonly [Dialect, ...Dialect[]]): LanguageEngine => {
    const reads = {
      demand,
      parse: (source: string) => load(source, dialects),
      count: lineCounts,
    };
    const parse = (source: string): Parsed => parsed(source, reads);
    return {
      name: dialects[0].startsWith('ts') ? 'typescript' : 'javascript',
      parse,
      read: (source) => checked(parse(source), check),
    };
  };
  return { of: engineOf };
}

function isHopeless({ errors }: Code): boolean {
  const skipped = errors.reduce((sum, { start, end }) => sum + end - start, 0);
  return errors.length > MAX_ERRORS || skipped > MAX_SKIPPED;
}

function syntaxErrors(code: Code): Findings {
  const message = 'This does not parse';
  return { kind: 'checked', diagnostics: code.errors.map((at) => ({ rule: SYNTAX_RULE, message, ...code.place(at) })) };
}
