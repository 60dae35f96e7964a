import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { freePort } from './ports';
import { findPostgresBinaries, type PostgresBinaries } from './postgres-binaries';
import { PostgresHome, postgresHomeFor } from './postgres-account';
import { clearOrphan } from './process-record';
import { startServer } from './server-process';

const READY_DEADLINE_MS = 60_000;
const STOP_DEADLINE_MS = 10_000;
const NAME = 'omninode';

export interface EmbeddedPostgresOptions {
  /** Data, log and process record; kept between runs. */
  readonly directory: string;
  /** Port on 127.0.0.1; a free one when absent. */
  readonly port?: number;
  readonly log: (line: string) => void;
  /** Ends the start; what was started by then is ended by who asked for it. */
  readonly signal?: AbortSignal;
  /** Server settings, such as `{ fsync: 'off' }` for tests. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Other programs than those that npm installed. */
  readonly binaries?: PostgresBinaries;
}

export interface RunningPostgres {
  /** Connection string of the database `omninode`, password included. */
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
  /** Stops it and removes what it kept, which is not all in the directory where the account is another. */
  remove(): Promise<void>;
}

/** Where `startEmbeddedPostgres` remembers the process of this directory. */
export function postgresRecord(directory: string): string {
  return join(resolve(directory), 'process.json');
}

/**
 * A real PostgreSQL server on 127.0.0.1, ready when it answers a query, with an empty or kept database `omninode`.
 * An orphan of a killed owner on the same directory is stopped first; a live owner's server makes this throw.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<RunningPostgres> {
  const { log, signal } = options;
  const directory = resolve(options.directory);
  const record = postgresRecord(directory);
  mkdirSync(directory, { recursive: true });
  await clearOrphan(record, 'PostgreSQL', 'SIGINT', log);
  const home = postgresHomeFor(directory, options.binaries ?? findPostgresBinaries());
  const password = await createOnce(home, log, signal);
  signal?.throwIfAborted();
  const data = join(home.directory, 'data');
  forgetStrangersLock(data);
  const port = options.port ?? (await freePort());
  const url = (database: string): string => `postgresql://${NAME}:${password}@127.0.0.1:${port}/${database}`;
  const server = startServer({
    ...home.account,
    name: 'PostgreSQL',
    program: home.binaries.postgres,
    args: serverArguments(data, port, options.settings),
    cwd: home.directory,
    record,
    logFile: join(directory, 'postgres.log'),
    log,
  });
  await server.ready(() => answersQuery(url('postgres')), READY_DEADLINE_MS, signal);
  await createDatabase(url('postgres'));
  const stop = (): Promise<void> => server.stop('SIGINT', STOP_DEADLINE_MS);
  return {
    url: url(NAME),
    pid: server.pid,
    stop,
    remove: async () => {
      await stop();
      for (const place of [directory, home.directory]) rmSync(place, { recursive: true, force: true });
    },
  };
}

/**
 * Runs initdb in a folder of another name, so that an interrupted one is simply done again.
 * The password is random: a superuser of PostgreSQL can run programs as the server's account.
 */
async function createOnce(
  { directory, account, binaries }: PostgresHome,
  log: (line: string) => void,
  signal?: AbortSignal,
): Promise<string> {
  const data = join(directory, 'data');
  const passwordFile = join(directory, 'password');
  if (existsSync(data)) return readFileSync(passwordFile, 'utf8').trim();
  log('Creating the PostgreSQL database …');
  const unfinished = `${data}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  writeFileSync(passwordFile, `${randomBytes(12).toString('hex')}\n`, { mode: 0o600 });
  if (account.uid !== undefined && account.gid !== undefined) chownSync(passwordFile, account.uid, account.gid);
  const choices = ['--encoding=UTF8', '--locale=C', '--auth=scram-sha-256', `--username=${NAME}`];
  const places = [`--pgdata=${unfinished}`, `--pwfile=${passwordFile}`];
  await promisify(execFile)(binaries.initdb, [...places, ...choices], { ...account, cwd: directory, signal });
  renameSync(unfinished, data);
  return readFileSync(passwordFile, 'utf8').trim();
}

/**
 * After a crash postmaster.pid names a process that is gone, which PostgreSQL handles itself. Only where the number
 * has been given to another program since would it refuse to start.
 */
function forgetStrangersLock(data: string): void {
  const lock = join(data, 'postmaster.pid');
  if (!existsSync(lock)) return;
  const pid = readFileSync(lock, 'utf8').split('\n')[0] ?? '';
  const commandFile = `/proc/${pid}/cmdline`;
  if (existsSync(commandFile) && !readFileSync(commandFile, 'utf8').includes(data)) rmSync(lock);
}

function serverArguments(
  data: string,
  port: number,
  settings: Readonly<Record<string, string>> = {},
): readonly string[] {
  const all = { listen_addresses: '127.0.0.1', port: String(port), unix_socket_directories: '', ...settings };
  return ['-D', data, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

async function answersQuery(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  // A server that goes away in the middle is told by the next question.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function createDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [NAME]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(NAME)}`);
  } finally {
    await client.end();
  }
}
