import { sqlStateOf } from './classify-database-error';
import type { Query } from './database';
import type { TableFacts } from './module';

/**
 * Reads the catalogs only, which no lock on a table holds up. A row for each privilege that is needed; `blocker` has a
 * lock that writers wait for, or waits for one before them.
 */
const LOOK = `
SELECT name, privilege, pg_is_in_recovery() AS standby, current_setting('transaction_read_only') = 'on' AS read_only,
  to_regclass(name) IS NULL AS missing, has_table_privilege(to_regclass(name), privilege) AS granted,
  (SELECT pid FROM pg_locks WHERE locktype = 'relation' AND relation = to_regclass(name)
     AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
     AND mode IN ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
   ORDER BY pg_locks.granted DESC LIMIT 1) AS blocker
FROM unnest($1::text[], $2::text[]) AS need (name, privilege)`;

const STATEMENT_TIMEOUT = '57014';

interface Look {
  readonly name: string;
  readonly privilege: string;
  readonly standby: boolean;
  readonly read_only: boolean;
  readonly missing: boolean;
  readonly granted: boolean | null;
  readonly blocker: number | null;
}

/**
 * Resolves when these tables can be read and written as their module needs it; rejects with what is in the way. That
 * the disk is full is beyond it: only a write tells.
 */
export async function checkTables(
  query: Query,
  tables: readonly (readonly [name: string, facts: Pick<TableFacts, 'needs'>])[],
): Promise<void> {
  const needs = tables.flatMap(([name, facts]) => facts.needs.map((privilege) => ({ name, privilege })));
  const looks = await query<Look>(LOOK, [needs.map(({ name }) => name), needs.map(({ privilege }) => privilege)]);
  const [fault] = looks.flatMap((look) => faultOf(look) ?? []);
  if (fault !== undefined) throw new Error(fault);
  const locked = looks.find(({ blocker }) => blocker !== null);
  if (locked !== undefined) await tryLock(query, locked);
}

function faultOf({ name, privilege, standby, read_only, missing, granted }: Look): string | undefined {
  if (standby) return 'the database is read-only: it is a standby';
  if (read_only) return 'the database is read-only';
  if (missing) return `table ${name} is missing`;
  return granted === true ? undefined : `the privilege ${privilege} on table ${name} is missing`;
}

/**
 * Many locks are gone in a moment, so it is tried what a writer would do; only now, and one table only: nothing is held
 * while it waits, and nobody's DDL ends in a deadlock with a health check.
 */
async function tryLock(query: Query, { name, blocker }: Look): Promise<void> {
  try {
    await query(`LOCK TABLE ${name} IN ROW EXCLUSIVE MODE`);
  } catch (error) {
    if (sqlStateOf(error) !== STATEMENT_TIMEOUT) throw error;
    throw new Error(`table ${name} is locked by another transaction (pid ${blocker})`, { cause: error });
  }
}
