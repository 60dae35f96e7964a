import type { Query } from '#storage';

/** How far a generation of a projection has come. */
export interface ProjectionCheckpoint {
  readonly name: string;
  readonly generation: number;
  /** Of the last event that it has seen, of any topic; decimal. */
  readonly position: string;
  readonly applied: number;
  readonly passedOver: number;
  readonly movedAt: Date;
  /** That builds it, or has. */
  readonly jobId: string | null;
}

type Row = ProjectionCheckpoint & Record<string, unknown>;

const SELECT = `
SELECT name, generation, position, applied::float8 AS applied, passed_over::float8 AS "passedOver", moved_at AS "movedAt",
  job_id AS "jobId"
FROM projections`;

/** In use; `undefined` where there is none of this name. */
export async function readLive(query: Query, name: string): Promise<ProjectionCheckpoint | undefined> {
  const [live] = await query<Row>(`${SELECT} WHERE name = $1 AND is_live`, [name]);
  return live;
}

/** Nobody else moves it until the transaction ends; `undefined` where somebody is at it, unless that is `awaited`. */
export async function holdLive(query: Query, name: string, awaited = false): Promise<ProjectionCheckpoint | undefined> {
  const how = awaited ? '' : 'SKIP LOCKED';
  const [live] = await query<Row>(`${SELECT} WHERE name = $1 AND is_live FOR UPDATE ${how}`, [name]);
  return live;
}

/** Generations that are not in use. */
export function readOthers(query: Query, name: string): Promise<ProjectionCheckpoint[]> {
  return query<Row>(`${SELECT} WHERE name = $1 AND NOT is_live ORDER BY generation`, [name]);
}

const BEGIN = `
INSERT INTO projections (name, generation, is_live, job_id)
SELECT $1, max(generation) + 1, false, $2 FROM projections WHERE name = $1`;

/** The generation that a job builds, from nothing where it has none yet. */
export async function beginGeneration(query: Query, name: string, jobId: string): Promise<ProjectionCheckpoint> {
  const find = () => query<Row>(`${SELECT} WHERE name = $1 AND job_id = $2 AND NOT is_live`, [name, jobId]);
  const [begun] = await find();
  if (begun !== undefined) return begun;
  await query(BEGIN, [name, jobId]);
  const [begins] = await find();
  if (begins === undefined) throw new Error(`there is no projection ${name}`);
  return begins;
}

/** Keeps a checkpoint, in the transaction of what it stands for. */
export async function saveCheckpoint(query: Query, checkpoint: ProjectionCheckpoint): Promise<void> {
  const { name, generation, position, applied, passedOver } = checkpoint;
  await query(
    `UPDATE projections SET position = $3, applied = $4, passed_over = $5, moved_at = clock_timestamp()
     WHERE name = $1 AND generation = $2`,
    [name, generation, position, applied, passedOver],
  );
}

/** From here on the other generation is in use. */
export async function replaceLive(query: Query, name: string, generation: number): Promise<void> {
  await query('UPDATE projections SET is_live = false, job_id = NULL WHERE name = $1 AND is_live', [name]);
  await query('UPDATE projections SET is_live = true, job_id = NULL WHERE name = $1 AND generation = $2', [
    name,
    generation,
  ]);
}
