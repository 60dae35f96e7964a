import { EVENT_TOPICS } from '#contracts';
import { binaryColumn, type Query } from '#storage';
import type { Applied, Projection } from '../projection';
import { readAssessment, type Assessment } from './assessment';
import { evolve, type QualityState } from './evolve';
import { forgetAssessments } from './forget-assessments';
import { saveEntities } from './save-entities';

const ADD = `
INSERT INTO quality_history (generation, position, event_id, entity_id, assessment_id, assessed_at, quality_score,
  onex_compliance, dimensions, correlation_id, source)
SELECT $1, position, event_id, entity_id, assessment_id, to_timestamp(assessed_at / 1000.0), quality_score,
  onex_compliance, dimensions::jsonb, correlation_id, source
FROM unnest($2::int8[], $3::uuid[], $4::text[], $5::text[], $6::int8[], $7::float8[], $8::float8[], $9::text[],
    $10::text[], $11::text[])
  WITH ORDINALITY AS assessment (position, event_id, entity_id, assessment_id, assessed_at, quality_score,
    onex_compliance, dimensions, correlation_id, source, number)
ORDER BY number
ON CONFLICT (generation, entity_id, assessment_id) DO NOTHING
RETURNING position`;

const STATES = `
SELECT entity_id AS "entityId", state FROM quality_entities WHERE generation = $1 AND entity_id = ANY ($2::text[])`;

/** How good entities were and are, from what services say when they have assessed them. */
export const QUALITY: Projection = {
  name: 'quality',
  topic: EVENT_TOPICS.quality_assessed,
  rows: [
    {
      table: 'quality_history',
      key: { name: 'position', type: 'bigint' },
      columns: `position, event_id, entity_id, assessment_id, assessed_at, quality_score, onex_compliance, dimensions,
        correlation_id, source`,
    },
    {
      table: 'quality_entities',
      key: { name: 'entity_id', type: 'text' },
      columns: 'entity_id, changed_position, latest_score, state',
    },
  ],
  async apply(query, generation, events): Promise<Applied> {
    const read = events.map(readAssessment);
    const assessments = read.filter((assessment) => assessment !== null);
    const added = await addHistory(query, generation, assessments);
    await evolveAll(query, generation, added);
    return { applied: assessments.length, passedOver: read.length - assessments.length };
  },
  forget: forgetAssessments,
};

/** Those that were not there. */
async function addHistory(query: Query, generation: number, rows: readonly Assessment[]): Promise<Assessment[]> {
  if (rows.length === 0) return [];
  const texts = (of: (row: Assessment) => string | null) => binaryColumn('text', rows, of);
  const added = await query<{ position: string }>(ADD, [
    generation,
    binaryColumn('int8', rows, ({ position }) => BigInt(position)),
    rows.map(({ eventId }) => eventId),
    texts(({ entityId }) => entityId),
    texts(({ assessmentId }) => assessmentId),
    binaryColumn('int8', rows, ({ at }) => BigInt(at.getTime())),
    rows.map(({ score }) => score),
    rows.map(({ compliance }) => compliance),
    texts(({ dimensions }) => JSON.stringify(dimensions)),
    texts(({ correlationId }) => correlationId),
    texts(({ source }) => source),
  ]);
  const positions = new Set(added.map(({ position }) => position));
  return rows.filter(({ position }) => positions.has(position));
}

async function evolveAll(query: Query, generation: number, assessments: readonly Assessment[]): Promise<void> {
  if (assessments.length === 0) return;
  const names = [...new Set(assessments.map(({ entityId }) => entityId))];
  const known = await query<{ entityId: string; state: QualityState }>(STATES, [
    generation,
    binaryColumn('text', names, (name) => name),
  ]);
  const states = new Map(known.map(({ entityId, state }) => [entityId, state]));
  const changed = new Map<string, string>();
  for (const assessment of assessments) {
    states.set(assessment.entityId, evolve(states.get(assessment.entityId), assessment));
    changed.set(assessment.entityId, assessment.position);
  }
  await saveEntities(
    query,
    generation,
    [...states].map(([entityId, state]) => ({ entityId, changed: changed.get(entityId) ?? '0', state })),
  );
}
