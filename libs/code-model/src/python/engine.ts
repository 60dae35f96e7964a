import type { Code } from '../code/code';
import type { Findings } from '../code/findings';
import { checked, type LanguageEngine, type Parsed, parsed } from '../language-engine';
import { ofFile } from './file';
import { demand } from './limits';
import { lineCounts } from './line-counts';
import { loadPython } from './parse-python';
import type { Ruff } from './ruff';

/** What Python is called. */
export const PYTHON_NAMES: readonly string[] = ['python', 'py', 'python3'];

export interface PythonEngines {
  /** The engine for a source that stands, or will stand, in the file of this path; empty where nobody said. */
  of(filePath: string): LanguageEngine;
}

/**
 * Ruff and the grammar. `ruffRules`: the rules ruff has to look for. It takes a third of a second and 70 MB, so it is loaded by
 * the first source it has to check.
 */
export async function loadPythonEngine(ruffRules: readonly string[]): Promise<PythonEngines> {
  const reads = { demand, parse: await loadPython(), count: lineCounts };
  let ruff: Ruff | undefined;
  const parse = (source: string): Parsed => parsed(source, reads);
  const check = (source: string, code: Code, filePath: string): Findings => {
    const findings = (ruff ??= loadRuff(ruffRules)).check(source);
    if (findings.kind !== 'checked') return findings;
    return { ...findings, diagnostics: ofFile(findings.diagnostics, code, filePath) };
  };
  return {
    of: (filePath) => ({
      name: 'python',
      parse,
      read: (source) => checked(parse(source), (code) => check(source, code, filePath)),
      // What a package imports may be there for those who import the package.
      fix: (source, faults) => (isPackage(filePath) ? source : (ruff ??= loadRuff(ruffRules)).fix(source, faults)),
    }),
  };
}

/** Required here, because its 10 MB of WebAssembly are read when its package is. */
export function loadRuff(rules: readonly string[]): Ruff {
  const ruff = require('./ruff') as typeof import('./ruff');
  return new ruff.Ruff(rules);
}

function isPackage(filePath: string): boolean {
  return /(?:^|[/\\])__init__\.pyi?$/.test(filePath);
}
