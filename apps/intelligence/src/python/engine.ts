import { checked, type LanguageEngine, type Parsed, parsed } from '../language-engine';
import { demand } from './limits';
import { lineCounts } from './line-counts';
import { loadPython } from './parse-python';
import { Ruff } from './ruff';

/** What Python is called. */
export const PYTHON_NAMES: readonly string[] = ['python', 'py', 'python3'];

/** Ruff and the grammar. `ruffRules`: the rules ruff has to look for. */
export async function loadPythonEngine(ruffRules: readonly string[]): Promise<LanguageEngine> {
  const ruff = new Ruff(ruffRules);
  const reads = { demand, parse: await loadPython(), count: lineCounts };
  const parse = (source: string): Parsed => parsed(source, reads);
  return { name: 'python', parse, read: (source) => checked(parse(source), () => ruff.check(source)) };
}
