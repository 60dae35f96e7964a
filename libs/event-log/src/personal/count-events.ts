import type { Query } from '#storage';

/** How many events are sealed with one of these keys. */
export async function countEventsAbout(query: Query, keyIds: readonly string[]): Promise<number> {
  const [row] = await query<{ count: number }>(
    'SELECT count(*)::float8 AS count FROM event_log WHERE subjects IS NOT NULL AND subjects && $1::bigint[]',
    [keyIds],
  );
  return row?.count ?? 0;
}
