import { loadPythonEngine, PYTHON_NAMES } from './python/engine';
import type { LanguageEngine, Reading } from './language-engine';
import { dialectsOf, TYPESCRIPT_LANGUAGES } from './typescript/dialect';
import { loadTypeScriptEngines, type TypeScriptEngines } from './typescript/engine';

/** The languages this process can read. */
export class Engines {
  /** One of them trapped: none can be relied on any longer. */
  spent = false;

  private constructor(
    private readonly python: LanguageEngine,
    private readonly typescript: TypeScriptEngines,
  ) {}

  /** `ruffRules`: the rules ruff has to look for. */
  static async load(ruffRules: readonly string[]): Promise<Engines> {
    return new Engines(await loadPythonEngine(ruffRules), await loadTypeScriptEngines());
  }

  /** Every name a language goes by. */
  get names(): readonly string[] {
    return [...PYTHON_NAMES, ...TYPESCRIPT_LANGUAGES];
  }

  /** The engine for a source by the name of its language, in lower case; `undefined` for one that is not supported. */
  of(language: string, source: string, filePath?: string): LanguageEngine | undefined {
    if (PYTHON_NAMES.includes(language)) return this.watched(this.python);
    const dialects = dialectsOf(language, source, filePath);
    return dialects && this.watched(this.typescript.of(dialects));
  }

  private watched(engine: LanguageEngine): LanguageEngine {
    const read = (source: string): Reading => {
      const reading = engine.read(source);
      this.spent ||= reading.kind === 'unfinished';
      return reading;
    };
    return { ...engine, read };
  }
}
