import { createHash } from 'node:crypto';
import { sqlStateOf } from './classify-database-error';
import type { Database, Query } from './database';
import { adoptFormerSteps } from './former-steps';
import type { Migration, StorageModule } from './module';
import { CREATE_SCHEMA_TABLE } from './schema-tables';

/** Any fixed number will do; this one spells "omnimigr". Programs from before there were modules take it, too. */
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

/** The database and this program disagree about the schema; starting anyway would damage one of them. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

interface Applied {
  module: string;
  version: number;
  name: string;
  checksum: string;
  requires: number;
}

/**
 * Brings the schema of these modules up to date and answers the steps it took as `module/name`, none where it was. All
 * steps together are one transaction under one lock: several apps may start at once, and a step that fails leaves
 * nothing behind. Who waits for a lock for longer than 5 s gives up (SQLSTATE 55P03).
 *
 * @throws {MigrationError} when a step that was applied has another text here, or when a module is newer in the
 * database and this program too old for it.
 */
export function migrate(database: Database, modules: readonly StorageModule[]): Promise<string[]> {
  return database.transaction(async (query) => {
    await query(`SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}`);
    await query(NOTICE_LOST_CLIENT);
    await takeTurn(query);
    const applied = await readApplied(query);
    const taken: string[] = [];
    for (const { name, migrations } of modules) {
      const known = applied.filter(({ module }) => module === name);
      checkApplied(known, migrations);
      for (const migration of migrations.slice(known.length)) {
        await apply(query, name, migration);
        taken.push(`${name}/${migration.name}`);
      }
    }
    return taken;
  }, MIGRATION_TIMEOUT_MS);
}

/**
 * What keeps a program with these modules from starting on this schema, which must be there; nothing where it only has
 * to be brought up to date.
 *
 * @throws {MigrationError} as `migrate` does.
 */
export async function checkSchema(query: Query, modules: readonly StorageModule[]): Promise<void> {
  const applied = await readApplied(query);
  for (const { name, migrations } of modules) {
    checkApplied(
      applied.filter(({ module }) => module === name),
      migrations,
    );
  }
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
  const [table] = await query<{ missing: boolean }>(`SELECT to_regclass('omninode_schema') IS NULL AS missing`);
  if (table?.missing === true) {
    await query(CREATE_SCHEMA_TABLE);
    await adoptFormerSteps(query);
  }
  return query<Applied>('SELECT module, version, name, checksum, requires FROM omninode_schema ORDER BY version');
}

/** What was applied must begin as what we have; where it goes on, it must be made for programs like this one. */
function checkApplied(applied: readonly Applied[], migrations: readonly Migration[]): void {
  for (const [index, row] of applied.entries()) {
    const ours = migrations[index];
    if (ours === undefined) checkCompatible(row, migrations.length);
    else if (row.version !== ours.version || row.checksum !== checksum(ours)) {
      throw new MigrationError(
        `migration ${row.version} (${row.name}) of ${row.module} was applied with another text than migration ` +
          `${ours.version} (${ours.name}) has here; released migrations are never edited, add a new one`,
      );
    }
  }
}

function checkCompatible({ module, version, name, requires }: Applied, last: number): void {
  if (requires <= last) return;
  throw new MigrationError(
    `the database is newer than this program: migration ${version} (${name}) of ${module} needs a program that knows ` +
      `migration ${requires}, the last one known here is ${last}; start a newer version`,
  );
}

async function apply(query: Query, module: string, migration: Migration): Promise<void> {
  const { version, name, sql, requires = 0 } = migration;
  await query(sql);
  await query('INSERT INTO omninode_schema (module, version, name, checksum, requires) VALUES ($1, $2, $3, $4, $5)', [
    module,
    version,
    name,
    checksum(migration),
    requires,
  ]);
}

function checksum({ sql }: Migration): string {
  return createHash('sha256').update(sql).digest('hex');
}
