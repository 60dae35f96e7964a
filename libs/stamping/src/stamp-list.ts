import type { JsonObject } from '#contracts';
import type { Query } from '#storage';
import { COLUMNS, type StampRow } from './stamps';

/** A place in a list: the newest come first, those of one instant by their hashes. */
export type StampPlace = Pick<StampRow, 'stamped_at' | 'blake3_hash' | 'namespace'>;

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
