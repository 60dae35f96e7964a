import { entriesOfTopic, type Domain } from '#contracts';
import type { Query } from '#storage';

/** Days that traffic is kept. */
export interface TrafficDays {
  readonly days: number;
  /** Of topics of these domains, by the catalog. */
  readonly byDomain: ReadonlyMap<Domain, number>;
}

/** As long as anything of a month is kept, its partition is. */
export function longestDays({ days, byDomain }: TrafficDays): number {
  return Math.max(days, ...byDomain.values());
}

/** Positions of one partition of a topic are in the order of time, so the first ones are the oldest. */
const STEP = `
DELETE FROM event_log_traffic WHERE source_id = $1 AND recorded_at < clock_timestamp() - make_interval(days => $2)
  AND position = ANY (ARRAY(
    SELECT position FROM event_log_traffic
    WHERE source_id = $1 AND recorded_at < clock_timestamp() - make_interval(days => $2) ORDER BY position LIMIT 1000))
RETURNING 1`;

/** Removes a step of what goes before its partition does, of each topic; answers how many, `null` where there is nothing left. */
export async function removeOldEvents(query: Query, kept: TrafficDays): Promise<number | null> {
  const longest = longestDays(kept);
  let removed = 0;
  for (const { id, topic } of await query<{ id: number; topic: string }>('SELECT id, topic FROM event_sources')) {
    const [entry] = entriesOfTopic(topic);
    const days = (entry && kept.byDomain.get(entry.domain)) ?? kept.days;
    if (days < longest) removed += (await query(STEP, [id, days])).length;
  }
  return removed || null;
}
