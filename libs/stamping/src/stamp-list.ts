import type { Query } from '#storage';
import { COLUMNS, type StampRow } from './stamps';

/** A place in the list of a namespace: the newest come first, those of one instant by their hashes. */
export interface StampPlace {
  readonly stamped_at: Date;
  readonly blake3_hash: string;
}

/**
 * The oldest stamp with this hash, in whatever namespace. Namespaces are few beside stamps: each is looked into by the
 * primary key, so that no stamp has to pay for another index.
 */
export async function findInAnyNamespace(query: Query, blake3_hash: string): Promise<StampRow | undefined> {
  const [row] = await query<StampRow>(
    `
WITH RECURSIVE namespaces (namespace) AS (
  (SELECT namespace FROM stamps ORDER BY namespace LIMIT 1)
  UNION ALL
  SELECT (SELECT s.namespace FROM stamps s WHERE s.namespace > n.namespace ORDER BY s.namespace LIMIT 1)
  FROM namespaces n WHERE n.namespace IS NOT NULL
)
SELECT ${COLUMNS} FROM stamps
WHERE (namespace, blake3_hash) IN (SELECT namespace, decode($1, 'hex') FROM namespaces)
ORDER BY stamped_at LIMIT 1`,
    [blake3_hash],
  );
  return row;
}

/** `offset` counts from the place, or from the newest. */
export async function listStamps(
  query: Query,
  namespace: string,
  { after, offset, rows }: { readonly after?: StampPlace; readonly offset: number; readonly rows: number },
): Promise<readonly StampRow[]> {
  return query<StampRow>(
    `
SELECT ${COLUMNS} FROM stamps
WHERE namespace = $1 AND ($2::timestamptz IS NULL OR (stamped_at, blake3_hash) < ($2, decode($3, 'hex')))
ORDER BY stamped_at DESC, blake3_hash DESC LIMIT $4 OFFSET $5`,
    [namespace, after?.stamped_at ?? null, after?.blake3_hash ?? null, rows, offset],
  );
}

export async function countStamps(query: Query, namespace: string): Promise<number> {
  const [counted] = await query<{ stamps: string }>(
    'SELECT count(*)::text AS stamps FROM stamps WHERE namespace = $1',
    [namespace],
  );
  return Number(counted?.stamps ?? 0);
}
