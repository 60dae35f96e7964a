import type { Concept } from '../analysis';
import type { Document } from '../document/read-document';
import type { Actor } from './actors';
import type { Entity } from './entities';
import type { ExternalSystem } from './external-systems';

const MAX_CONCEPTS = 60;
const MAX_CONTEXT = 120;

/** Entities, systems and actors in one list, with the words they were found in; callers of the older service read this. */
export function conceptsOf(
  document: Document,
  entities: readonly Entity[],
  systems: readonly ExternalSystem[],
  actors: readonly Actor[],
): Concept[] {
  const contexts = new Map(
    document.blocks.map(({ line, text }) => [line, text.replace(/\s+/gu, ' ').slice(0, MAX_CONTEXT)]),
  );
  const context = (line: number): string => contexts.get(line) ?? '';
  const concepts: Concept[] = [
    ...entities.map(({ name, type, confidence, line }) => ({ name, type, confidence, context: context(line) })),
    ...systems.map(({ name, confidence, line }) => ({
      name,
      type: 'system' as const,
      confidence,
      context: context(line),
    })),
    ...actors
      .filter(({ name }) => name !== 'system')
      .map(({ name, mentions, line }) => ({
        name,
        type: 'actor' as const,
        confidence: mentions > 1 ? 0.9 : 0.7,
        context: context(line),
      })),
  ];
  return concepts.sort((one, other) => other.confidence - one.confidence).slice(0, MAX_CONCEPTS);
}
