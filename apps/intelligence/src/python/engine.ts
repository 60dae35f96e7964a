import { type LanguageEngine, type Parsed, parsed, reading, withoutMark } from '../language-engine';
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
  const parseWhole = (source: string): Parsed => parsed(() => parse(withoutMark(source)), lineCounts);
  return {
    name: 'python',
    beyondLimits,
    read: (source) => reading(ruff.check(source), () => parseWhole(source)),
    parse: parseWhole,
  };
}
