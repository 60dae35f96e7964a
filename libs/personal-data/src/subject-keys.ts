import { randomBytes } from 'node:crypto';
import { binaryColumn, type Database, type Query } from '#storage';
import type { SubjectKey } from './envelope';
import type { MasterKeys } from './key-file';
import { unwrapKey, wrapKey } from './wrap';

const KEY_BYTES = 32;

/** Subjects in one statement. */
const STEP = 1_000;

interface Row extends Record<string, unknown> {
  readonly id: string;
  readonly subject: Buffer;
  readonly master_key: string | null;
  readonly wrapped: Buffer | null;
  readonly erased_at: Date | null;
}

/** What is there of a subject: its key, and its last erasure. */
export interface KnownSubject {
  readonly key?: SubjectKey;
  readonly erased?: { readonly id: bigint; readonly at: Date };
}

/** A key in the database is wrapped with a master key that the file does not have. */
export class MasterKeyMissingError extends Error {
  override readonly name = 'MasterKeyMissingError';
  /** PostgreSQL's "object not in prerequisite state": as long as it lasts, nobody's records can be kept. */
  readonly code = '55000';
}

/** Somebody who has no key yet, and when the last of what is to be sealed was said. */
export interface NewSubject {
  readonly hash: Buffer;
  readonly at: Date;
}

/**
 * Who adds keys holds it in common, who erases alone: so a key is either seen by the erasure, or was added by somebody
 * who saw the tombstone. Any fixed number will do; this one spells "subj".
 */
export const KEYS_LOCK = Buffer.from('subj').readInt32BE();

const COLUMNS = 'id, subject, master_key, wrapped, erased_at';

const FIND = `SELECT ${COLUMNS} FROM subject_keys WHERE subject = ANY ($1::bytea[]) ORDER BY id`;

/** In one order everywhere, so that programs that meet new subjects together wait for each other instead of deadlocking. */
const ADD = `
INSERT INTO subject_keys (subject, master_key, wrapped)
SELECT subject, $1, wrapped FROM unnest($2::bytea[], $3::int8[], $4::bytea[]) AS new (subject, at, wrapped)
WHERE NOT EXISTS (SELECT FROM subject_keys AS tombstone
  WHERE tombstone.subject = new.subject AND erased_at >= to_timestamp(new.at / 1000.0)) ORDER BY subject
ON CONFLICT (subject) WHERE erased_at IS NULL DO NOTHING`;

const OPEN = `SELECT ${COLUMNS} FROM subject_keys WHERE id = ANY ($1::bigint[])`;

/** By hash in hex. @throws {MasterKeyMissingError} */
export async function findSubjectKeys(
  query: Query,
  masters: MasterKeys,
  hashes: readonly Buffer[],
): Promise<Map<string, KnownSubject>> {
  const known = new Map<string, KnownSubject>();
  for (let at = 0; at < hashes.length; at += STEP) {
    for (const row of await query<Row>(FIND, [binaryColumn('bytea', hashes.slice(at, at + STEP), (hash) => hash)])) {
      const name = row.subject.toString('hex');
      known.set(name, { ...known.get(name), ...read(masters, row) });
    }
  }
  return known;
}

function read(masters: MasterKeys, row: Row): KnownSubject {
  if (row.erased_at !== null) return { erased: { id: BigInt(row.id), at: row.erased_at } };
  return { key: unwrapped(masters, row) };
}

function unwrapped(masters: MasterKeys, { id, subject, master_key, wrapped }: Row): SubjectKey {
  const key = unwrapKey(masters, master_key ?? '', subject, wrapped ?? Buffer.alloc(0));
  if (key !== undefined) return { id: BigInt(id), key };
  throw new MasterKeyMissingError(`the master key ${master_key} does not open what it has wrapped, or is missing`);
}

/** Gives these subjects keys, where nobody else has meanwhile, and nobody has erased them since. */
export function addSubjectKeys(
  database: Database,
  { current }: MasterKeys,
  subjects: readonly NewSubject[],
): Promise<void> {
  return database.transaction(async (query) => {
    await query('SELECT pg_advisory_xact_lock_shared($1)', [KEYS_LOCK]);
    for (let start = 0; start < subjects.length; start += STEP) {
      const step = subjects.slice(start, start + STEP);
      await query(ADD, [
        current.id,
        binaryColumn('bytea', step, ({ hash }) => hash),
        binaryColumn('int8', step, ({ at }) => BigInt(at.getTime())),
        binaryColumn('bytea', step, ({ hash }) => wrapKey(current, hash, randomBytes(KEY_BYTES))),
      ]);
    }
  });
}

/** By id, those that are not destroyed. @throws {MasterKeyMissingError} */
export async function openSubjectKeys(
  query: Query,
  masters: MasterKeys,
  ids: readonly bigint[],
): Promise<Map<bigint, SubjectKey>> {
  const found = new Map<bigint, SubjectKey>();
  for (let at = 0; at < ids.length; at += STEP) {
    for (const row of await query<Row>(OPEN, [binaryColumn('int8', ids.slice(at, at + STEP), (id) => id)])) {
      if (row.erased_at === null) found.set(BigInt(row.id), unwrapped(masters, row));
    }
  }
  return found;
}

const WRAPPED_BEFORE = `SELECT ${COLUMNS} FROM subject_keys WHERE erased_at IS NULL AND master_key <> $1 LIMIT ${STEP}`;

const REWRAP = `
UPDATE subject_keys SET wrapped = new.wrapped, master_key = $2
FROM unnest($1::bigint[], $3::bytea[]) AS new (id, wrapped) WHERE subject_keys.id = new.id AND erased_at IS NULL`;

/** Wraps every key with the master key in use; answers how many it were. @throws {MasterKeyMissingError} */
export async function rewrapSubjectKeys(query: Query, masters: MasterKeys): Promise<number> {
  for (let count = 0; ;) {
    const rows = await query<Row>(WRAPPED_BEFORE, [masters.current.id]);
    if (rows.length === 0) return count;
    const wrapped = rows.map((row) => wrapKey(masters.current, row.subject, unwrapped(masters, row).key));
    await query(REWRAP, [rows.map(({ id }) => id), masters.current.id, wrapped]);
    count += rows.length;
  }
}
