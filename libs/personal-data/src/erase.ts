import { storableText, type Query } from '#storage';
import { KEYS_LOCK } from './subject-keys';

/** What is known of an erasure, besides whose it is. */
export interface Erasure {
  /** HMAC of the subject. */
  readonly subject: Buffer;
  readonly actor: string;
  readonly reason: string;
}

const DESTROY = `
UPDATE subject_keys SET wrapped = NULL, master_key = NULL, erased_at = $2, erased_by = $3, erase_reason = $4
WHERE subject = $1 AND erased_at IS NULL AND created_at <= $2`;

/** Also of a subject that nothing is kept of yet: what comes late is as old as what is erased. */
const TOMBSTONE = `
INSERT INTO subject_keys (subject, erased_at, erased_by, erase_reason)
SELECT $1, $2, $3, $4 WHERE NOT EXISTS (SELECT FROM subject_keys WHERE subject = $1 AND erased_at >= $2)`;

/**
 * Destroys the subject's key, and leaves a tombstone; answers when. `at` is given where it was done elsewhere: doing it
 * again changes nothing. In a transaction that should end soon: until then nobody gets a key.
 */
export async function eraseSubject(query: Query, erasure: Erasure, at?: Date): Promise<Date> {
  await query('SELECT pg_advisory_xact_lock($1)', [KEYS_LOCK]);
  const when = at ?? (await now(query));
  const values = [erasure.subject, when, storableText(erasure.actor), storableText(erasure.reason)];
  await query(DESTROY, values);
  await query(TOMBSTONE, values);
  return when;
}

/** Rounded up, as times of keys may have been. */
async function now(query: Query): Promise<Date> {
  const [clock] = await query<{ now: Date }>(
    `SELECT date_trunc('milliseconds', clock_timestamp() + interval '1 millisecond') AS now`,
  );
  return clock!.now;
}

/** Ids of all keys that the subject has, or had. */
export async function keyIdsOfSubject(query: Query, subject: Buffer): Promise<readonly string[]> {
  const rows = await query<{ id: string }>('SELECT id FROM subject_keys WHERE subject = $1', [subject]);
  return rows.map(({ id }) => id);
}
