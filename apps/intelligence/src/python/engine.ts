import { type LanguageEngine, reading, withoutMark } from '../language-engine';
import { beyondLimits } from './limits';
import { lineCounts } from './line-counts';
import { loadPython } from './parse-python';
import { Ruff } from './ruff';

/** What Python is called. */
export const PYTHON_NAMES: readonly string[] = ['python', 'py', 'python3'];

/** Ruff and the grammar. `ruffRules`: the rules ruff has to look for. */
export async function loadPythonEngine(ruffRules: readonly string[]): Promise<LanguageEngine> {
  const ruff = new Ruff(ruffRules);
  const parse = await loadPython();
  return {
    name: 'python',
    beyondLimits,
    read: (source) => {
      const text = withoutMark(source);
      const findings = ruff.check(text);
      if (findings.kind === 'unfinished') return findings;
      return reading(() => parse(text), findings.diagnostics, lineCounts);
    },
  };
}
