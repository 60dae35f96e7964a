import { createHash } from 'node:crypto';
import type { Database, Query } from './database';
import { MIGRATIONS, type Migration } from './migrations';

/** Any fixed number will do; this one spells "omnimigr". */
const LOCK = BigInt(`0x${Buffer.from('omnimigr').toString('hex')}`).toString();

/** Covers waiting for another app that migrates, too. */
const MIGRATION_TIMEOUT_MS = 600_000;

/** The database and this program disagree about the schema; starting anyway would damage one of them. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

interface Applied {
  version: number;
  name: string;
  checksum: string;
}

/**
 * Brings the schema up to date and answers the names of the steps it took, none where it was. All steps together are
 * one transaction under one lock: several apps may start at once, and a step that fails leaves nothing behind.
 *
 * @throws {MigrationError} when a step that was applied has another text here, or when the database is newer.
 */
export function migrate(database: Database, migrations: readonly Migration[] = MIGRATIONS): Promise<string[]> {
  return database.transaction(async (query) => {
    await query('SELECT pg_advisory_xact_lock($1::bigint)', [LOCK]);
    const applied = await readApplied(query);
    checkApplied(applied, migrations);
    const missing = migrations.slice(applied.length);
    for (const migration of missing) await apply(query, migration);
    return missing.map((migration) => migration.name);
  }, MIGRATION_TIMEOUT_MS);
}

async function readApplied(query: Query): Promise<Applied[]> {
  await query(`CREATE TABLE IF NOT EXISTS omninode_migrations (
    version integer PRIMARY KEY,
    name text NOT NULL,
    checksum text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
  )`);
  return query<Applied>('SELECT version, name, checksum FROM omninode_migrations ORDER BY version');
}

/** What was applied must be the beginning of what we have. */
function checkApplied(applied: readonly Applied[], migrations: readonly Migration[]): void {
  for (const [index, row] of applied.entries()) {
    const ours = migrations[index];
    if (!ours) {
      throw new MigrationError(
        `the database is newer than this program: it has migration ${row.version} (${row.name}), ` +
          `the last one known here is ${migrations.length}; start a newer version`,
      );
    }
    if (row.version !== ours.version || row.checksum !== checksum(ours)) {
      throw new MigrationError(
        `migration ${row.version} (${row.name}) was applied with another text than migration ${ours.version} ` +
          `(${ours.name}) has here; released migrations are never edited, add a new one`,
      );
    }
  }
}

async function apply(query: Query, migration: Migration): Promise<void> {
  await query(migration.sql);
  await query('INSERT INTO omninode_migrations (version, name, checksum) VALUES ($1, $2, $3)', [
    migration.version,
    migration.name,
    checksum(migration),
  ]);
}

function checksum(migration: Migration): string {
  return createHash('sha256').update(migration.sql).digest('hex');
}
