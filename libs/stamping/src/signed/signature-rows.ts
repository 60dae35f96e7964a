import type { Signature } from '#signing';
import type { Query } from '#storage';
import type { StampKey } from '../stamps';

/** What was signed of a stamp, once and for all. */
export interface KeptSignature extends Signature {
  readonly payload: Buffer;
}

type Row = StampKey & { readonly payload: Buffer; readonly key_id: string; readonly signature: Buffer };

const COLUMNS = `namespace, encode(blake3_hash, 'hex') AS blake3_hash, payload, key_id, signature`;

/** As stamps are inserted: the first of all who sign is kept, and rows go in sorted. */
const INSERT = `
WITH draft AS (
  SELECT namespace, decode(hash, 'hex') AS blake3_hash, payload, key_id, signature
  FROM unnest($1::text[], $2::text[], $3::bytea[], $4::text[], $5::bytea[])
    AS t (namespace, hash, payload, key_id, signature)
), inserted AS (
  INSERT INTO stamp_signatures (namespace, blake3_hash, payload, key_id, signature)
  SELECT * FROM draft ORDER BY namespace, blake3_hash
  ON CONFLICT (namespace, blake3_hash) DO NOTHING
  RETURNING *
)
SELECT ${COLUMNS} FROM stamp_signatures WHERE (namespace, blake3_hash) IN (SELECT namespace, blake3_hash FROM draft)
UNION ALL
SELECT ${COLUMNS} FROM inserted`;

const SELECT = `
SELECT ${COLUMNS} FROM stamp_signatures
WHERE (namespace, blake3_hash) IN (
  SELECT namespace, decode(hash, 'hex') FROM unnest($1::text[], $2::text[]) AS t (namespace, hash)
)`;

/** For each draft what is kept: what was signed first. */
export async function insertSignatures(
  query: Query,
  drafts: readonly (StampKey & KeptSignature)[],
): Promise<readonly KeptSignature[]> {
  const once = [...new Map(drafts.map((draft) => [nameOf(draft), draft])).values()];
  const rows = byName(
    await query<Row>(INSERT, [
      once.map(({ namespace }) => namespace),
      once.map(({ blake3_hash }) => blake3_hash),
      once.map(({ payload }) => payload),
      once.map(({ keyId }) => keyId),
      once.map(({ signature }) => signature),
    ]),
  );
  // Another process inserted these while our statement ran.
  const late = once.filter((draft) => !rows.has(nameOf(draft)));
  const found = late.length === 0 ? [] : await findSignatures(query, late);
  const kept = new Map([...rows, ...late.map((draft, index) => [nameOf(draft), found[index]] as const)]);
  return drafts.map((draft) => kept.get(nameOf(draft)) ?? gone(draft));
}

/** For each stamp what was signed of it; `undefined` where nothing was. */
export async function findSignatures(
  query: Query,
  keys: readonly StampKey[],
): Promise<readonly (KeptSignature | undefined)[]> {
  const rows = byName(
    await query<Row>(SELECT, [keys.map(({ namespace }) => namespace), keys.map(({ blake3_hash }) => blake3_hash)]),
  );
  return keys.map((key) => rows.get(nameOf(key)));
}

function byName(rows: readonly Row[]): ReadonlyMap<string, KeptSignature> {
  return new Map(
    rows.map((row) => [nameOf(row), { payload: row.payload, keyId: row.key_id, signature: row.signature }]),
  );
}

function nameOf({ namespace, blake3_hash }: StampKey): string {
  return `${blake3_hash} ${namespace}`;
}

function gone(key: StampKey): never {
  throw new Error(`stamp ${nameOf(key)} was deleted while it was being signed`);
}
