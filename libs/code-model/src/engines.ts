import { type Refusal, refusal } from '#contracts';
import { loadPythonEngine, PYTHON_NAMES, type PythonEngines } from './python/engine';
import type { LanguageEngine, Parsed } from './language-engine';
import { formsOf } from './typescript/dialect';
import { loadTypeScriptEngines, type TypeScriptEngines } from './typescript/engine';

/** The languages this process can read. */
export class Engines {
  /** One of them trapped: none can be relied on any longer. */
  spent = false;

  private constructor(
    private readonly python: PythonEngines,
    private readonly typescript: TypeScriptEngines,
  ) {}

  /** `ruffRules`: the rules ruff has to look for. */
  static async load(ruffRules: readonly string[]): Promise<Engines> {
    const typescript = await loadTypeScriptEngines();
    return new Engines(await loadPythonEngine(ruffRules), typescript);
  }

  /** The engine for a source by the name of its language, in lower case; `undefined` for one that is not supported. */
  of(language: string, source: string, filePath = ''): LanguageEngine | undefined {
    if (PYTHON_NAMES.includes(language)) return this.watched(this.python.of(filePath));
    const forms = formsOf(language, source, filePath);
    return forms && this.watched(this.typescript.of(forms));
  }

  /** A source, parsed in a language by its name in lower case; refused in one that is not supported. */
  parse(language: string, source: string): Parsed {
    return this.of(language, source)?.parse(source) ?? { kind: 'refused', refusal: this.unsupported(language) };
  }

  /** Why a language cannot be served. */
  unsupported(language: string): Refusal {
    const message = `language ${JSON.stringify(language)} is not supported; supported: python, typescript, javascript`;
    return refusal('unsupported_language', message, [{ path: '/language', message }]);
  }

  private watched(engine: LanguageEngine): LanguageEngine {
    const watch = <End extends { readonly kind: string }>(end: End): End => {
      this.spent ||= end.kind === 'unfinished';
      return end;
    };
    return {
      ...engine,
      read: (source) => watch(engine.read(source)),
      parse: (source) => watch(engine.parse(source)),
    };
  }
}
