import type { Query } from '#storage';
import { sourcesOf } from '../read';
import type { Projection } from './projection';

/** Who moves a projection holds it in common, who erases somebody alone. Any fixed number will do; this one spells "proj". */
const LOCK = Buffer.from('proj').readInt32BE();

/** Events of one statement. */
const STEP = 1_000;

/** Until the transaction ends nothing is erased: what was opened meanwhile is in the rows when somebody is. */
export async function shareProjections(query: Query): Promise<void> {
  await query('SELECT pg_advisory_xact_lock_shared($1)', [LOCK]);
}

/** Until the transaction ends no projection moves: to be taken before the keys are looked up that it destroys. */
export async function holdProjections(query: Query): Promise<void> {
  await query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
}

const SEALED_WITH = `
SELECT position FROM event_log
WHERE source_id = ANY ($1::integer[]) AND subjects IS NOT NULL AND subjects && $2::bigint[] AND position > $3
ORDER BY position LIMIT ${STEP}`;

/** Removes what a projection has made of events that are sealed with one of these keys, as if they had never been. */
export async function forgetEvents(query: Query, projection: Projection, keyIds: readonly string[]): Promise<void> {
  if (keyIds.length === 0) return;
  const sources = await sourcesOf(query, projection.topic);
  for (let after = '0'; ;) {
    const rows = await query<{ position: string }>(SEALED_WITH, [sources, keyIds, after]);
    if (rows.length > 0)
      await projection.forget(
        query,
        rows.map(({ position }) => position),
      );
    if (rows.length < STEP) return;
    after = rows.at(-1)!.position;
  }
}
