import type { Query } from '#storage';
import type { Checkpoint } from './checkpoint';

export interface StoredCheckpoint extends Checkpoint {
  /** Of the Merkle tree, to go on from. */
  readonly peaks: Buffer;
}

interface Row {
  readonly size: string;
  readonly position: string;
  readonly head: Buffer;
  readonly root: Buffer;
  readonly peaks: Buffer;
  readonly time: Date;
  readonly keyId: string;
  readonly signature: Buffer;
}

const SELECT = `SELECT size, position, head, root, peaks, signed_at AS time, key_id AS "keyId", signature
FROM audit_checkpoints`;

/** All of them, by size. */
export function readCheckpoints(query: Query): Promise<StoredCheckpoint[]> {
  return select(query, 'ORDER BY size');
}

export async function readLastCheckpoint(query: Query): Promise<StoredCheckpoint | undefined> {
  const [last] = await select(query, 'ORDER BY size DESC LIMIT 1');
  return last;
}

/** The first that is about the entry with this number. */
export async function readCheckpointOf(query: Query, number: bigint): Promise<StoredCheckpoint | undefined> {
  const [first] = await select(query, 'WHERE size >= $1 ORDER BY size LIMIT 1', [number]);
  return first;
}

async function select(query: Query, which: string, values: readonly unknown[] = []): Promise<StoredCheckpoint[]> {
  const rows = await query<Row & Record<string, unknown>>(`${SELECT} ${which}`, values);
  return rows.map((row) => ({ ...row, size: BigInt(row.size), position: BigInt(row.position) }));
}

export async function addCheckpoint(query: Query, checkpoint: StoredCheckpoint): Promise<void> {
  const { size, position, head, root, peaks, time, keyId, signature } = checkpoint;
  await query(
    `INSERT INTO audit_checkpoints (size, position, head, root, peaks, signed_at, key_id, signature)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [size, position, head, root, peaks, time, keyId, signature],
  );
}
