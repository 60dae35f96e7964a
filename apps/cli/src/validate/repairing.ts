import { Engines, type Fault } from '#code-model';
import { RUFF_RULES } from '#code-rules';
import type { Source } from './read-source';

/** The text of a source with those faults repaired that its engine repairs safely. */
export type Repair = (source: Source, faults: readonly Fault[]) => Promise<string>;

/** In this thread, with engines of its own that are loaded for the first fault. */
export function repairing(): Repair {
  let loading: Promise<Engines> | undefined;
  return async ({ text, language, filePath }, faults) => {
    if (faults.length === 0) return text;
    const engines = await (loading ??= Engines.load(RUFF_RULES));
    return engines.of(language, text, filePath)?.fix(text, faults) ?? text;
  };
}
