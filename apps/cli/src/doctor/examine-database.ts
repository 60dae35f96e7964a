import { DEAD_LETTERS } from '#dead-letters';
import { EVENT_LOG, PROJECTIONS } from '#event-log';
import { PERSONAL_DATA } from '#personal-data';
import { STAMPING } from '#stamping';
import { INBOX, JOBS, openDatabase, OUTBOX, schemaFaults, type Query } from '#storage';
import { oneLine } from '../printable';
import { fault, warning, type Finding } from './finding';

const MODULES = [INBOX, JOBS, OUTBOX, STAMPING, DEAD_LETTERS, EVENT_LOG, PROJECTIONS, PERSONAL_DATA];

const OLDEST_VERSION = 15;
/** Of one worker's pool, and the connection of whoever looks after it. */
const CONNECTIONS_OF_A_WORKER = 9;
const TOLERATED_SKEW_MS = 5_000;

interface Facts {
  readonly version: number;
  readonly encoding: string;
  readonly standby: boolean;
  readonly read_only: boolean;
  readonly loses_commits: boolean;
  readonly connections_left: number;
  readonly may_create: boolean | null;
  readonly has_schema: boolean;
  readonly now_ms: number;
}

/** What is left of three limits: the server's, the database's and the role's. Superusers have reserved places. */
const FACTS = `
WITH used AS (
  SELECT count(*) AS all_of_them, count(*) FILTER (WHERE datname = current_database()) AS here,
    count(*) FILTER (WHERE usename = current_user) AS mine
  FROM pg_stat_activity WHERE backend_type = 'client backend')
SELECT current_setting('server_version_num')::integer / 10000 AS version,
  current_setting('server_encoding') AS encoding, pg_is_in_recovery() AS standby,
  current_setting('default_transaction_read_only') = 'on' AS read_only,
  current_setting('synchronous_commit') = 'off' AS loses_commits,
  LEAST(
    current_setting('max_connections')::integer - current_setting('superuser_reserved_connections')::integer
      - all_of_them,
    (SELECT datconnlimit - here FROM pg_database WHERE datname = current_database() AND datconnlimit >= 0),
    (SELECT rolconnlimit - mine FROM pg_roles WHERE rolname = current_user AND rolconnlimit >= 0))::integer
    AS connections_left,
  has_schema_privilege(current_schema(), 'CREATE') AS may_create,
  to_regclass('omninode_schema') IS NOT NULL AS has_schema,
  (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now_ms
FROM used`;

/** Whether the database lets us in, can be written to, and has a schema that this program knows. */
export async function examineDatabase(url: string, now: () => number): Promise<readonly Finding[]> {
  const database = openDatabase({ url, maxConnections: 1, applicationName: 'omninode-cli', onError: () => undefined });
  try {
    const [facts] = await database.query<Facts>(FACTS);
    if (facts === undefined) return [];
    const schema = facts.has_schema ? await examineSchema(database.query) : [];
    return [...examineServer(facts), ...examineUse(facts, now()), ...schema];
  } catch (error) {
    return [shut(error)];
  } finally {
    await database.close();
  }
}

function shut(error: unknown): Finding {
  const text = oneLine(error instanceof Error ? error.message || String(error) : String(error));
  const state = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const why = 'Workers wait for it and answer nothing.';
  if (state.startsWith('28')) {
    return fault(
      'database.login',
      `the server refused the log-in: ${text}`,
      why,
      'Set user and password in DATABASE_URL.',
    );
  }
  if (state === '3D000') {
    return fault('database.missing', `there is no such database: ${text}`, why, 'Create it, or name another.');
  }
  if (state === '53300') {
    const fix = 'Raise the limit of connections, or end those that nobody needs.';
    return fault('database.connections', `no connection is left: ${text}`, why, fix);
  }
  const fix = 'See that it runs, and that DATABASE_URL names its address.';
  return fault('database.unreachable', `the database cannot be used: ${text}`, why, fix);
}

function examineServer({ version, encoding, standby, read_only, loses_commits }: Facts): readonly Finding[] {
  const findings: Finding[] = [];
  if (version < OLDEST_VERSION) {
    const what = `the server is PostgreSQL ${version}`;
    findings.push(fault('database.version', what, 'Migrations fail.', `Use PostgreSQL ${OLDEST_VERSION} or later.`));
  }
  if (encoding !== 'UTF8') {
    const why = 'Texts of messages cannot be stored, or come back as others.';
    findings.push(fault('database.encoding', `the encoding is ${encoding}`, why, 'Create the database with UTF8.'));
  }
  if (standby || read_only) {
    const what = standby ? 'the server is a standby' : 'transactions are read-only by default';
    findings.push(
      fault(
        'database.read_only',
        what,
        'Nothing can be stored.',
        'Name the primary; see default_transaction_read_only.',
      ),
    );
  }
  if (loses_commits) {
    const why = 'A crash loses what was committed just before, while its records count as handled.';
    findings.push(warning('database.lost_commits', 'synchronous_commit is off', why, 'Turn it on for this database.'));
  }
  return findings;
}

function examineUse({ connections_left, may_create, now_ms }: Facts, now: number): readonly Finding[] {
  const findings: Finding[] = [];
  if (connections_left < CONNECTIONS_OF_A_WORKER) {
    const what = `${connections_left} connections are left`;
    const fix = 'Raise the limit of the server, the database or the role, or put a PgBouncer in front.';
    findings.push(warning('database.connections', what, 'One more worker needs 8.', fix));
  }
  if (may_create !== true) {
    const why = 'A worker whose tables change cannot start.';
    findings.push(warning('database.create', 'the role may not create tables', why, 'GRANT CREATE ON SCHEMA to it.'));
  }
  const skew = Math.round((now_ms - now) / 1000);
  if (Math.abs(now_ms - now) > TOLERATED_SKEW_MS) {
    const what = `the clock of the database is ${Math.abs(skew)} s ${skew > 0 ? 'ahead of' : 'behind'} this machine's`;
    const why = 'Leases, retention and the order of what happened are judged by different times.';
    findings.push(warning('clock.skew', what, why, 'Synchronise both clocks (NTP).'));
  }
  return findings;
}

async function examineSchema(query: Query): Promise<readonly Finding[]> {
  const faults = await schemaFaults(query, MODULES);
  return faults.map(({ kind, message }) =>
    kind === 'rights'
      ? fault('database.rights', message, 'Workers cannot do their work.', 'GRANT it to the role of the workers.')
      : fault(
          'database.schema',
          message,
          'Workers of this version do not start.',
          'Start workers of the version that made it.',
        ),
  );
}
