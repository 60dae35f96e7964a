import { binaryColumn, type Query } from '#storage';
import { evolve, type AssessedPoint, type QualityState } from './evolve';
import { saveEntities } from './save-entities';

const REMOVE = `
DELETE FROM quality_history WHERE position = ANY ($1::bigint[]) RETURNING generation, entity_id AS "entityId"`;

const REMAINING = `
SELECT position, event_id AS "eventId", assessed_at AS at, quality_score AS score FROM quality_history
WHERE generation = $1 AND entity_id = $2 ORDER BY position`;

const REMOVE_ENTITIES = `
DELETE FROM quality_entities AS entity WHERE generation = $1 AND entity_id = ANY ($2::text[])
  AND NOT EXISTS (SELECT FROM quality_history AS h WHERE h.generation = $1 AND h.entity_id = entity.entity_id)`;

/** Takes assessments out of the history, and makes the states of their entities anew from what is left. */
export async function forgetAssessments(query: Query, positions: readonly string[]): Promise<void> {
  const removed = await query<{ generation: number; entityId: string }>(REMOVE, [positions]);
  for (const generation of new Set(removed.map((row) => row.generation))) {
    const names = new Set(removed.filter((row) => row.generation === generation).map(({ entityId }) => entityId));
    await remake(query, generation, [...names]);
  }
}

async function remake(query: Query, generation: number, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const rows = await query<AssessedPoint & Record<string, unknown>>(REMAINING, [generation, name]);
    const state = rows.reduce<QualityState | undefined>(evolve, undefined);
    const last = rows.at(-1);
    if (state !== undefined && last !== undefined) {
      await saveEntities(query, generation, [{ entityId: name, changed: last.position, state }]);
    }
  }
  await query(REMOVE_ENTITIES, [generation, binaryColumn('text', names, (name) => name)]);
}
