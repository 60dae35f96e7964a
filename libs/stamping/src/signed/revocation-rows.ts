import type { Query } from '#storage';

/** A content that is not to be trusted any more, in whatever namespace it was stamped. */
export interface Revocation {
  /** 64 lower-case hex digits. */
  readonly blake3_hash: string;
  readonly reason: string;
  readonly actor: string;
  /** The database's clock, in whole milliseconds. */
  readonly revoked_at: Date;
}

/** A place in the list: the newest come first, those of one instant by their hashes. */
export type RevocationPlace = Pick<Revocation, 'revoked_at' | 'blake3_hash'>;

const COLUMNS = `encode(blake3_hash, 'hex') AS blake3_hash, reason, actor, revoked_at`;

/** `undefined` where it was revoked already: the first reason stays. */
export async function revoke(
  query: Query,
  { blake3_hash, reason, actor }: Omit<Revocation, 'revoked_at'>,
): Promise<Revocation | undefined> {
  const [row] = await query<Revocation>(
    `INSERT INTO stamp_revocations (blake3_hash, reason, actor) VALUES (decode($1, 'hex'), $2, $3)
     ON CONFLICT (blake3_hash) DO NOTHING RETURNING ${COLUMNS}`,
    [blake3_hash, reason, actor],
  );
  return row;
}

/** The revocation that is no more; `undefined` where there was none. */
export async function liftRevocation(query: Query, blake3_hash: string): Promise<Revocation | undefined> {
  const [row] = await query<Revocation>(
    `DELETE FROM stamp_revocations WHERE blake3_hash = decode($1, 'hex') RETURNING ${COLUMNS}`,
    [blake3_hash],
  );
  return row;
}

/** For each hash its revocation, or `undefined`. */
export async function findRevocations(
  query: Query,
  hashes: readonly string[],
): Promise<readonly (Revocation | undefined)[]> {
  const rows = await query<Revocation>(
    `SELECT ${COLUMNS} FROM stamp_revocations
     WHERE blake3_hash IN (SELECT decode(hash, 'hex') FROM unnest($1::text[]) AS t (hash))`,
    [hashes],
  );
  const byHash = new Map(rows.map((row) => [row.blake3_hash, row]));
  return hashes.map((hash) => byHash.get(hash));
}

export async function listRevocations(
  query: Query,
  { after, rows }: { readonly after?: RevocationPlace; readonly rows: number },
): Promise<readonly Revocation[]> {
  return query<Revocation>(
    `SELECT ${COLUMNS} FROM stamp_revocations
     WHERE $1::timestamptz IS NULL OR (revoked_at, blake3_hash) < ($1, decode($2, 'hex'))
     ORDER BY stamp_revocations.revoked_at DESC, stamp_revocations.blake3_hash DESC LIMIT $3`,
    [after?.revoked_at ?? null, after?.blake3_hash ?? null, rows],
  );
}
