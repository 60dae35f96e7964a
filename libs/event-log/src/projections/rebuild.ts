import { findJob, JobFailedError, type Query, type RunningJob } from '#storage';
import { advance, PAGE_EVENTS } from './advance';
import { beginGeneration, holdLive, readLive, readOthers, replaceLive, type ProjectionCheckpoint } from './checkpoint';
import { shareProjections } from './forget';
import { findDifference, hashRows } from './hash-rows';
import type { Projection } from './projection';

export const REBUILD_JOB = 'rebuild_projection';

/** Rows of one step, of a generation that is removed. */
const REMOVED_ROWS = 5_000;

export interface RebuildInput {
  readonly projection: string;
}

/** What was in use, beside what the log says. */
export interface RebuildResult {
  readonly projection: string;
  /** The rows in use were those that the log makes. */
  readonly equal: boolean;
  /** At which both were compared. */
  readonly position: string;
  readonly hash: string;
  readonly live_hash: string;
  /** Table and key of the first row that is not the same. */
  readonly differs_at: string | null;
  readonly applied: number;
  readonly passed_over: number;
  readonly generation: number;
}

type Running = Pick<RunningJob, 'id' | 'job' | 'step' | 'stepSize' | 'query'>;

/** Makes the rows of a projection anew beside those in use, compares the two at one position, and puts them in their place. */
export function rebuildProjection(projections: readonly Projection[]): (running: Running) => Promise<RebuildResult> {
  return async (running) => {
    const { projection: name } = running.job.input as RebuildInput;
    const projection = projections.find((one) => one.name === name);
    if (projection === undefined) throw new JobFailedError('projection_not_found', `There is no projection ${name}.`);
    const result = (running.job.checkpoint as RebuildResult | null) ?? (await build(running, projection));
    await removeOthers(running, projection, result.applied + result.passed_over);
    return result;
  };
}

async function build(running: Running, projection: Projection): Promise<RebuildResult> {
  const limit = running.stepSize(PAGE_EVENTS);
  for (;;) {
    let result: RebuildResult | undefined;
    await running.step(async (query) => {
      const live = await liveOf(query, projection);
      const begun = await beginGeneration(query, projection.name, running.id);
      const reached = await advance(query, projection, begun, { upTo: live.position, limit });
      if (!reached.isBehind) result = await replace(query, projection, reached);
      const [done, total] = [result ?? reached, live].map(eventsOf);
      return { done: done ?? 0, total: Math.max(done ?? 0, total ?? 0), checkpoint: result };
    });
    if (result !== undefined) return result;
  }
}

/** Nobody moves the rows in use while both are compared; what has come since the last page is little. */
async function replace(query: Query, projection: Projection, built: ProjectionCheckpoint): Promise<RebuildResult> {
  const live = await holdLive(query, projection.name, true);
  if (live === undefined) throw new Error(`the projection ${projection.name} has just been replaced`);
  let reached = { ...built, isBehind: true };
  while (reached.isBehind) reached = await advance(query, projection, reached, { upTo: live.position });
  const [hash, live_hash] = [
    await hashRows(query, projection, built.generation),
    await hashRows(query, projection, live.generation),
  ];
  const equal = hash === live_hash;
  const differs_at = equal ? null : await findDifference(query, projection, built.generation, live.generation);
  await replaceLive(query, projection.name, built.generation);
  const { position, applied, passedOver: passed_over, generation } = reached;
  return {
    projection: projection.name,
    equal,
    position,
    hash,
    live_hash,
    differs_at,
    applied,
    passed_over,
    generation,
  };
}

async function liveOf(query: Query, { name }: Projection): Promise<ProjectionCheckpoint> {
  const live = await readLive(query, name);
  if (live === undefined) throw new JobFailedError('projection_not_found', `There is no projection ${name}.`);
  return live;
}

function eventsOf(of: Pick<RebuildResult, 'applied' | 'passed_over'> | ProjectionCheckpoint): number {
  return of.applied + ('passed_over' in of ? of.passed_over : of.passedOver);
}

/** What was replaced, and what jobs have left behind that were cancelled or failed. */
async function removeOthers(running: Running, projection: Projection, done: number): Promise<void> {
  for (const { generation, jobId } of await readOthers(running.query, projection.name)) {
    const job = jobId === null ? undefined : await findJob(running.query, jobId);
    if (job?.ended_at === null) continue;
    for (;;) {
      let isLeft = false;
      await running.step(async (query) => {
        isLeft = await removeStep(query, projection, generation);
        return { done };
      });
      if (!isLeft) break;
    }
  }
}

/** Whether rows are left; behind the last of them goes the generation. */
async function removeStep(query: Query, { name, rows }: Projection, generation: number): Promise<boolean> {
  await shareProjections(query);
  for (const { table } of rows) {
    const removed = await query(
      `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(
         SELECT ctid FROM ${table} WHERE generation = $1 LIMIT ${REMOVED_ROWS})) RETURNING 1`,
      [generation],
    );
    if (removed.length > 0) return true;
  }
  await query('DELETE FROM projections WHERE name = $1 AND generation = $2 AND NOT is_live', [name, generation]);
  return false;
}
