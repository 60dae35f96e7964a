import { binaryColumn, type Query } from '#storage';
import { latestOf, type QualityState } from './evolve';

const SAVE = `
INSERT INTO quality_entities (generation, entity_id, changed_position, latest_score, state)
SELECT $1, entity_id, changed_position, latest_score, state::jsonb
FROM unnest($2::text[], $3::int8[], $4::float8[], $5::text[]) AS entity (entity_id, changed_position, latest_score, state)
ON CONFLICT (generation, entity_id) DO UPDATE
SET changed_position = excluded.changed_position, latest_score = excluded.latest_score, state = excluded.state`;

export interface ChangedEntity {
  readonly entityId: string;
  /** Of the event that changed it last; decimal. */
  readonly changed: string;
  readonly state: QualityState;
}

/** In the place of what was known of these entities. */
export async function saveEntities(query: Query, generation: number, rows: readonly ChangedEntity[]): Promise<void> {
  await query(SAVE, [
    generation,
    binaryColumn('text', rows, ({ entityId }) => entityId),
    binaryColumn('int8', rows, ({ changed }) => BigInt(changed)),
    rows.map(({ state }) => latestOf(state).score),
    binaryColumn('text', rows, ({ state }) => JSON.stringify(state)),
  ]);
}
