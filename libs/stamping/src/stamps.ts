import type { JsonObject } from '#contracts';
import { grouped, GROUP_LIMITS, type GroupLimits, type Query } from '#storage';
import { openStamps, sealDrafts, type Sealing } from './sealing';
import type { EnvelopeJson } from './signed/envelope';

/** What makes a stamp the same stamp. */
export interface StampKey {
  readonly namespace: string;
  /** 64 lower-case hex digits. */
  readonly blake3_hash: string;
}

export interface StampDraft extends StampKey {
  readonly content_type: string;
  /** Bytes. */
  readonly content_length: number;
  readonly file_path: string | null;
  /** Whom path and metadata are about. */
  readonly subjects?: readonly string[];
  /** What else the first request said of the stamp. */
  readonly metadata?: JsonObject | null;
  /** Path and metadata, encrypted, where they are about somebody. */
  readonly sealed?: Buffer | null;
  /** Of the content, where stamps are signed. */
  readonly sha256?: Buffer;
}

export interface StampRow extends StampDraft {
  /** Random, given once by the database; known elsewhere as the document id. */
  readonly uid: string;
  /** The database's clock at the first stamp, in whole milliseconds. */
  readonly stamped_at: Date;
  /** Where stamps are signed. */
  readonly signature?: EnvelopeJson;
}

/** All that there is of a stamp. */
export const COLUMNS = `uid, namespace, encode(blake3_hash, 'hex') AS blake3_hash, content_type, content_length, file_path,
  metadata, sealed, stamped_at`;

/**
 * Inserts what is new and reads what was there, in one round trip. Rows go in sorted, so that two groups with the same
 * keys wait for each other instead of deadlocking.
 */
const INSERT = `
WITH draft AS (
  SELECT namespace, decode(hash, 'hex') AS blake3_hash, content_type, content_length, file_path, metadata, sealed
  FROM unnest($1::text[], $2::text[], $3::text[], $4::integer[], $5::text[], $6::jsonb[], $7::bytea[])
    AS t (namespace, hash, content_type, content_length, file_path, metadata, sealed)
), inserted AS (
  INSERT INTO stamps (namespace, blake3_hash, content_type, content_length, file_path, metadata, sealed)
  SELECT * FROM draft ORDER BY namespace COLLATE "C", blake3_hash
  ON CONFLICT (namespace, blake3_hash) DO NOTHING
  RETURNING *
)
SELECT ${COLUMNS} FROM stamps WHERE (namespace, blake3_hash) IN (SELECT namespace, blake3_hash FROM draft)
UNION ALL
SELECT ${COLUMNS} FROM inserted`;

const SELECT = `
SELECT ${COLUMNS} FROM stamps
WHERE (namespace, blake3_hash) IN (
  SELECT namespace, decode(hash, 'hex') FROM unnest($1::text[], $2::text[]) AS t (namespace, hash)
)`;

/**
 * Answers for each draft the one row there is for its key: the first draft anywhere decides what it says, later ones
 * change nothing.
 */
export async function insertStamps(query: Query, drafts: readonly StampDraft[]): Promise<StampRow[]> {
  const first = [...new Map(drafts.toReversed().map((draft) => [keyOf(draft), draft])).values()];
  const rows = byKey(
    await query<StampRow>(INSERT, [
      first.map((draft) => draft.namespace),
      first.map((draft) => draft.blake3_hash),
      first.map((draft) => draft.content_type),
      first.map((draft) => draft.content_length),
      first.map((draft) => draft.file_path),
      first.map(({ metadata = null }) => metadata && JSON.stringify(metadata)),
      first.map((draft) => draft.sealed ?? null),
    ]),
  );
  // Another process inserted these while our statement ran: too late for its snapshot, committed by now.
  const late = first.filter((draft) => !rows.has(keyOf(draft)));
  if (late.length > 0) for (const row of await findStamps(query, late)) if (row) rows.set(keyOf(row), row);
  return drafts.map((draft) => found(rows, draft));
}

/** For each key its row, or `undefined` where nothing was stamped. */
export async function findStamps(query: Query, keys: readonly StampKey[]): Promise<(StampRow | undefined)[]> {
  const rows = byKey(
    await query<StampRow>(SELECT, [keys.map((key) => key.namespace), keys.map((key) => key.blake3_hash)]),
  );
  return keys.map((key) => rows.get(keyOf(key)));
}

/** Namespaces are few beside stamps; more than these are not looked into. */
const MAX_NAMESPACES = 1_000;

/** Namespaces are looked into one by one by the primary key, so that no stamp has to pay for another index. */
const SELECT_ANYWHERE = `
WITH RECURSIVE namespaces (namespace, place) AS (
  (SELECT namespace, 1 FROM stamps ORDER BY namespace LIMIT 1)
  UNION ALL
  SELECT (SELECT s.namespace FROM stamps s WHERE s.namespace > n.namespace ORDER BY s.namespace LIMIT 1), place + 1
  FROM namespaces n WHERE n.namespace IS NOT NULL AND place < ${MAX_NAMESPACES}
)
SELECT DISTINCT ON (stamps.blake3_hash) ${COLUMNS} FROM stamps
WHERE (namespace, blake3_hash) IN (
  SELECT namespace, decode(hash, 'hex') FROM namespaces, unnest($1::text[]) AS t (hash)
)
ORDER BY stamps.blake3_hash, stamped_at`;

/** For each hash the oldest stamp with it, in whatever namespace, or `undefined` where nothing was stamped. */
export async function findAnywhere(query: Query, hashes: readonly string[]): Promise<(StampRow | undefined)[]> {
  const rows = await query<StampRow>(SELECT_ANYWHERE, [hashes]);
  const byHash = new Map(rows.map((row) => [row.blake3_hash, row]));
  return hashes.map((hash) => byHash.get(hash));
}

/** Batches in one statement: it takes as long as that of the largest allows. */
const TOGETHER: GroupLimits = { maxKeys: 10, maxInFlight: 2 };

/** What is asked of it in one turn of the event loop. */
const ONE_TURN: GroupLimits = { maxKeys: Infinity, maxInFlight: 1 };

/**
 * Stamps for many callers: what is called together is one statement, in a transaction of its own, so that thousands a
 * second are tens of commits a second. Rejects with the driver's error (`classifyDatabaseError`); a row that cannot be
 * stored rejects alone.
 */
export class Stamps {
  readonly stamp: (draft: StampDraft) => Promise<StampRow>;
  readonly find: (key: StampKey) => Promise<StampRow | undefined>;
  /** The oldest stamp with this hash, in whatever namespace. */
  readonly anywhere: (blake3Hash: string) => Promise<StampRow | undefined>;
  readonly #stampAll: (drafts: readonly StampDraft[]) => Promise<readonly StampRow[]>;

  /** Without `sealing` nothing is sealed, and what is sealed stays so. */
  constructor(query: Query, sealing?: Sealing, limits: GroupLimits = GROUP_LIMITS) {
    const insert = async (drafts: readonly StampDraft[]): Promise<readonly StampRow[]> =>
      openStamps(await insertStamps(query, await sealDrafts(drafts, sealing)), sealing);
    this.stamp = grouped(insert, limits);
    this.#stampAll = grouped(async (lists) => {
      const rows = await insert(lists.flat());
      let end = 0;
      return lists.map(({ length }) => rows.slice(end, (end += length)));
    }, TOGETHER);
    this.find = grouped(async (keys) => openStamps(await findStamps(query, keys), sealing), limits);
    this.anywhere = grouped(async (hashes) => openStamps(await findAnywhere(query, hashes), sealing), limits);
  }

  /** For the contents of one request: those that are stamped in one turn of the event loop are stored all or none. */
  together(): Pick<Stamps, 'stamp' | 'find' | 'anywhere'> {
    const { find, anywhere } = this;
    return { stamp: grouped((drafts) => this.#stampAll(drafts), ONE_TURN), find, anywhere };
  }
}

function found(rows: ReadonlyMap<string, StampRow>, key: StampKey): StampRow {
  const row = rows.get(keyOf(key));
  if (!row) throw new Error(`stamp ${key.namespace}/${key.blake3_hash} was deleted while it was being stamped`);
  return row;
}

function byKey(rows: readonly StampRow[]): Map<string, StampRow> {
  return new Map(rows.map((row) => [keyOf(row), row]));
}

function keyOf(key: StampKey): string {
  return `${key.blake3_hash} ${key.namespace}`;
}
