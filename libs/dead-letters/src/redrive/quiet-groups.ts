import { MAX_REDRIVES } from '#contracts';
import type { Query } from '#storage';
import type { Reason } from '../groups/cause';

/** Any fixed number will do; this one spells "auto". */
const LOCK = Buffer.from('auto').readInt32BE();

/**
 * Groups that failed for a reason, have open dead letters that may be redriven, and to which nothing was added for so
 * long; nor was a job for them created by `actor` in that time, or is still under way.
 */
export async function quietGroups(
  query: Query,
  rule: { readonly reason: Reason; readonly quietMs: number },
  actor: string,
  group: string | null = null,
): Promise<readonly string[]> {
  const rows = await query<{ id: string }>(
    `SELECT id FROM dead_letter_groups in_group
     WHERE reason = $1 AND ($4::uuid IS NULL OR id = $4)
       AND EXISTS (SELECT FROM dead_letters WHERE group_id = in_group.id AND status = 'open' AND attempt < ${MAX_REDRIVES})
       AND (SELECT first_seen_at FROM dead_letters
            WHERE id = (SELECT max(id) FROM dead_letters WHERE group_id = in_group.id)) < clock_timestamp() - $2 * interval '1 ms'
       AND NOT EXISTS (SELECT FROM jobs WHERE kind = 'republish_dead_letters' AND actor = $3
         AND input -> 'filter' ->> 'group' = in_group.id::text
         AND (ended_at IS NULL OR ended_at > clock_timestamp() - $2 * interval '1 ms'))
     ORDER BY id LIMIT 20`,
    [rule.reason, rule.quietMs, actor, group],
  );
  return rows.map(({ id }) => id);
}

/** Until the transaction of `query` ends nobody else starts jobs for quiet groups. */
export async function takeTurn(query: Query): Promise<void> {
  await query(`SELECT pg_advisory_xact_lock(${LOCK})`);
}
