import type { Database, Query } from '#storage';
import { readLive, type ProjectionCheckpoint } from './checkpoint';
import { hashRows } from './hash-rows';
import type { Projection } from './projection';

export interface Lag {
  /** Positions of the log that it has not seen. */
  readonly events: number;
  /** How long ago the first event behind it was recorded; 0 where there is none. */
  readonly seconds: number;
}

export interface ProjectionState extends ProjectionCheckpoint {
  readonly lag: Lag;
  /** Of its rows, at this position. */
  readonly hash: string;
}

const LAG = `
SELECT (coalesce(max(position), 0) - least(coalesce(max(position), 0), $1))::float8 AS events, coalesce((
  SELECT greatest(0, extract(epoch FROM clock_timestamp() - recorded_at)) FROM event_log
  WHERE position > $1 ORDER BY position LIMIT 1), 0)::float8 AS seconds
FROM event_log`;

export async function readLag(query: Query, { position }: ProjectionCheckpoint): Promise<Lag> {
  const [lag] = await query<Lag & Record<string, unknown>>(LAG, [position]);
  return lag ?? { events: 0, seconds: 0 };
}

/** All of one moment, and nobody waits meanwhile; `undefined` where there is no such projection. */
export function readState(database: Database, projection: Projection): Promise<ProjectionState | undefined> {
  return database.transaction(async (query) => {
    await query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
    const live = await readLive(query, projection.name);
    if (live === undefined) return undefined;
    return {
      ...live,
      lag: await readLag(query, live),
      hash: await hashRows(query, projection, live.generation),
    };
  });
}
