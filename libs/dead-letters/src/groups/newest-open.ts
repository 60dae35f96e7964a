import type { Query } from '#storage';

/** Ids of the open dead letters of a group that were stored last, the newest first. */
export async function newestOpenOf(query: Query, group: string, limit: number): Promise<readonly string[]> {
  const rows = await query<{ id: string }>(
    `SELECT id FROM dead_letters WHERE group_id = $1 AND status = 'open' ORDER BY id DESC LIMIT $2`,
    [group, limit],
  );
  return rows.map(({ id }) => id);
}
