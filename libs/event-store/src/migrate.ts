import { createHash } from 'node:crypto';
import { sqlStateOf } from './classify-database-error';
import type { Database, Query } from './database';
import { MIGRATIONS, type Migration } from './migrations';

/** Any fixed number will do; this one spells "omnimigr". */
const LOCK = BigInt(`0x${Buffer.from('omnimigr').toString('hex')}`).toString();

/** For a step that rewrites a large table. */
const MIGRATION_TIMEOUT_MS = 600_000;

/** Waiting for another app that migrates, or for a table: longer, and those who wait behind it would stand still. */
const LOCK_TIMEOUT_MS = 5_000;

const LOCK_NOT_AVAILABLE = '55P03';

/** So that a step of a program that has ended is not finished for nobody. Not every system can do it. */
const NOTICE_LOST_CLIENT = `
DO $$ BEGIN PERFORM set_config('client_connection_check_interval', '1000', true);
EXCEPTION WHEN OTHERS THEN NULL; END $$`;

const TABLE = `
CREATE TABLE omninode_migrations (
  version integer PRIMARY KEY,
  name text NOT NULL,
  checksum text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  requires integer NOT NULL DEFAULT 0
)`;

const ADD_REQUIRES = 'ALTER TABLE omninode_migrations ADD COLUMN requires integer NOT NULL DEFAULT 0';

/** The database and this program disagree about the schema; starting anyway would damage one of them. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

interface Applied {
  version: number;
  name: string;
  checksum: string;
  requires: number;
}

/**
 * Brings the schema up to date and answers the names of the steps it took, none where it was. All steps together are
 * one transaction under one lock: several apps may start at once, and a step that fails leaves nothing behind. Who
 * waits for a lock for longer than 5 s gives up (SQLSTATE 55P03).
 *
 * @throws {MigrationError} when a step that was applied has another text here, or when the database is newer and this
 * program too old for it.
 */
export function migrate(database: Database, migrations: readonly Migration[] = MIGRATIONS): Promise<string[]> {
  return database.transaction(async (query) => {
    await query(`SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}`);
    await query(NOTICE_LOST_CLIENT);
    await takeTurn(query);
    const applied = await readApplied(query);
    checkApplied(applied, migrations);
    const missing = migrations.slice(applied.length);
    for (const migration of missing) await apply(query, migration);
    return missing.map((migration) => migration.name);
  }, MIGRATION_TIMEOUT_MS);
}

async function takeTurn(query: Query): Promise<void> {
  try {
    await query('SELECT pg_advisory_xact_lock($1::bigint)', [LOCK]);
  } catch (error) {
    if (sqlStateOf(error) !== LOCK_NOT_AVAILABLE) throw error;
    throw new Error('another program is bringing the schema up to date', { cause: error });
  }
}

/** Only looks where there is nothing to do, so that a role without the right to create tables can start on a finished schema. */
async function readApplied(query: Query): Promise<Applied[]> {
  const columns = await query<{ name: string }>(
    `SELECT attname AS name FROM pg_attribute WHERE attrelid = to_regclass('omninode_migrations') AND attnum > 0`,
  );
  if (columns.length === 0) await query(TABLE);
  else if (!columns.some(({ name }) => name === 'requires')) await query(ADD_REQUIRES);
  return query<Applied>('SELECT version, name, checksum, requires FROM omninode_migrations ORDER BY version');
}

/** What was applied must begin as what we have; where it goes on, it must be made for programs like this one. */
function checkApplied(applied: readonly Applied[], migrations: readonly Migration[]): void {
  for (const [index, row] of applied.entries()) {
    const ours = migrations[index];
    if (ours === undefined) checkCompatible(row, migrations.length);
    else if (row.version !== ours.version || row.checksum !== checksum(ours)) {
      throw new MigrationError(
        `migration ${row.version} (${row.name}) was applied with another text than migration ${ours.version} ` +
          `(${ours.name}) has here; released migrations are never edited, add a new one`,
      );
    }
  }
}

function checkCompatible({ version, name, requires }: Applied, last: number): void {
  if (requires <= last) return;
  throw new MigrationError(
    `the database is newer than this program: its migration ${version} (${name}) needs a program that knows ` +
      `migration ${requires}, the last one known here is ${last}; start a newer version`,
  );
}

async function apply(query: Query, migration: Migration): Promise<void> {
  await query(migration.sql);
  await query('INSERT INTO omninode_migrations (version, name, checksum, requires) VALUES ($1, $2, $3, $4)', [
    migration.version,
    migration.name,
    checksum(migration),
    migration.requires ?? 0,
  ]);
}

function checksum(migration: Migration): string {
  return createHash('sha256').update(migration.sql).digest('hex');
}
