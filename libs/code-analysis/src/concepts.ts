import type { CodeEntity, Concept, EntityKind } from './code-analysis';

const MAX_CONCEPTS = 25;

/** How central an entity of a kind is to what a source is about. */
const CENTRAL: Readonly<Partial<Record<EntityKind, number>>> = {
  node: 0.95,
  class: 0.85,
  protocol: 0.8,
  model: 0.8,
  mixin: 0.75,
  enum: 0.75,
  topic: 0.75,
  table: 0.75,
  external_system: 0.7,
  error: 0.65,
  function: 0.6,
};

/** The entities a source is about, most central first; a docstring adds 0.05. At most 25. */
export function conceptsOf(entities: readonly CodeEntity[]): Concept[] {
  const found = entities.flatMap(({ name, kind, description }): Concept[] => {
    const central = CENTRAL[kind];
    if (central === undefined || name.startsWith('_')) return [];
    const confidence = Math.round((central + (description === '' ? 0 : 0.05)) * 100) / 100;
    return [{ name, type: kind, confidence, context: description }];
  });
  found.sort((a, b) => b.confidence - a.confidence);
  return found.slice(0, MAX_CONCEPTS);
}
