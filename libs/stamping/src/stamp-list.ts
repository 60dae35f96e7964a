import type { JsonObject } from '#contracts';
import type { Query } from '#storage';
import { COLUMNS, type StampRow } from './stamps';

/** A place in a list: the newest come first, those of one instant by their hashes. */
export type StampPlace = Pick<StampRow, 'stamped_at' | 'blake3_hash' | 'namespace'>;

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

/** What stamps are looked for by; all of it must hold. */
export interface StampFilter {
  readonly namespace?: string;
  readonly uid?: string;
  /** Properties of the metadata that are kept, with what must be in them. */
  readonly metadata?: JsonObject;
}

/**
 * `offset` counts from the place, or from the newest. Without namespace or uid as many are read as have such metadata. A
 * stamp whose metadata are sealed is not found by them.
 */
export async function listStamps(
  query: Query,
  { namespace, uid, metadata }: StampFilter,
  { after, offset = 0, rows }: { readonly after?: StampPlace; readonly offset?: number; readonly rows: number },
): Promise<readonly StampRow[]> {
  const values: unknown[] = [rows, offset];
  const $ = (value: unknown): string => `$${values.push(value)}`;
  const conditions = [
    namespace === undefined ? [] : [`namespace = ${$(namespace)}`],
    uid === undefined ? [] : [`uid = ${$(uid)}`],
    metadata === undefined ? [] : [`metadata @> ${$(JSON.stringify(metadata))}::jsonb`],
    after === undefined
      ? []
      : [
          `(stamped_at, blake3_hash, namespace) <
            (${$(after.stamped_at)}, decode(${$(after.blake3_hash)}, 'hex'), ${$(after.namespace)})`,
        ],
  ].flat();
  return query<StampRow>(
    `
SELECT ${COLUMNS} FROM stamps WHERE ${['true', ...conditions].join(' AND ')}
ORDER BY stamped_at DESC, blake3_hash DESC, namespace DESC LIMIT $1 OFFSET $2`,
    values,
  );
}

export async function countStamps(query: Query, namespace: string): Promise<number> {
  const [counted] = await query<{ stamps: string }>(
    'SELECT count(*)::text AS stamps FROM stamps WHERE namespace = $1',
    [namespace],
  );
  return Number(counted?.stamps ?? 0);
}
