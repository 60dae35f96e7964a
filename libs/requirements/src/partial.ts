import type { RequirementsAnalysis } from './analysis';
import { actorsOf } from './domain/actors';
import { conceptsOf } from './domain/concepts';
import { entitiesOf } from './domain/entities';
import { externalSystems } from './domain/external-systems';
import { confidenceIn, type Frame } from './frame';
import { ambiguityOf } from './scores/scores';
import { smellsOf } from './scores/smells';

export type Meaning = Pick<
  RequirementsAnalysis,
  'entities' | 'external_systems' | 'actors' | 'smells' | 'ambiguity' | 'concepts' | 'confidence'
>;

/** What the document is about, who acts, and where its words are doubtful. `files`: paths of the workspace. */
export function meaningOf(frame: Frame, files: readonly string[]): Meaning {
  const { document, readings, text } = frame;
  const entities = entitiesOf(document, readings, files);
  const systems = externalSystems(document);
  const actors = actorsOf(
    readings,
    frame.stories.map(({ story }) => story),
  );
  const smells = smellsOf(readings, text, frame.language);
  return {
    entities,
    external_systems: systems,
    actors,
    smells,
    ambiguity: ambiguityOf(smells, readings.length),
    concepts: conceptsOf(document, entities, systems, actors),
    confidence: confidenceIn(frame, entities.filter(({ mentions }) => mentions > 1).length),
  };
}
