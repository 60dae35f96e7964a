import { type LanguageEngine, type Parsed, parsed, reading, withoutMark } from '../language-engine';
import { Biome } from './biome';
import type { Dialect } from './dialect';
import { beyondTypeScriptLimits } from './limits';
import { lineCounts } from './line-counts';
import { loadTypeScript } from './parse-typescript';

export interface TypeScriptEngines {
  /** The engine for a source that is one of `dialects`, the likeliest first. */
  of(dialects: readonly [Dialect, ...Dialect[]]): LanguageEngine;
}

/** Biome and the grammars. Biome takes a tenth of a second and 300 MB, so it is loaded by the first source it has to read. */
export async function loadTypeScriptEngines(): Promise<TypeScriptEngines> {
  const parse = await loadTypeScript();
  let biome: Biome | undefined;
  const engineOf = (dialects: readonly [Dialect, ...Dialect[]]): LanguageEngine => {
    const parseWhole = (source: string): Parsed => parsed(() => parse(withoutMark(source), dialects), lineCounts);
    return {
      name: dialects[0].startsWith('ts') ? 'typescript' : 'javascript',
      beyondLimits: beyondTypeScriptLimits,
      read: (source) => reading((biome ??= new Biome()).checkFirst(source, dialects), () => parseWhole(source)),
      parse: parseWhole,
    };
  };
  return { of: engineOf };
}
