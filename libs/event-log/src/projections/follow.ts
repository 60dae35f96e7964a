import type { Database } from '#storage';
import { advance } from './advance';
import { holdLive } from './checkpoint';
import type { Projection } from './projection';

/** What one look at the log brought. */
export interface Followed {
  readonly applied: number;
  readonly passedOver: number;
  readonly isBehind: boolean;
}

/** Brings the rows in use one page further; `null` where another program is at it. */
export function followLog(database: Database, projection: Projection): Promise<Followed | null> {
  return database.transaction(async (query) => {
    const live = await holdLive(query, projection.name);
    if (live === undefined) return null;
    const { applied, passedOver, isBehind } = await advance(query, projection, live);
    return { applied: applied - live.applied, passedOver: passedOver - live.passedOver, isBehind };
  });
}
