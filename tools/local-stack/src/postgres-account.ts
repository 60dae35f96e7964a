import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { PostgresBinaries } from './postgres-binaries';

/** The account PostgreSQL runs as; empty where that is simply the current one. */
export interface Account {
  readonly uid?: number;
  readonly gid?: number;
}

export interface PostgresHome {
  readonly account: Account;
  readonly binaries: PostgresBinaries;
  readonly directory: string;
}

/**
 * PostgreSQL refuses to run as root. Root therefore lends it the account that owns the data already, else
 * `postgres`, else `nobody`; no account is created. Where that account cannot reach the project (a clone under
 * /root), data and binaries get a place of their own under /var/lib, which only root can prepare for somebody.
 */
export function postgresHomeFor(directory: string, binaries: PostgresBinaries): PostgresHome {
  if (process.getuid?.() !== 0) return { account: {}, binaries, directory };
  const reachable = isReachable(directory) && isReachable(binaries.home);
  const place = reachable ? directory : placeOutside(directory);
  const account = ownerOf(join(place, 'data')) ?? accountNamed('postgres') ?? accountNamed('nobody');
  if (account === undefined) throw new Error('PostgreSQL cannot run as root, and no other account was found.');
  mkdirSync(place, { recursive: true });
  chownSync(place, account.uid, account.gid);
  return { account, directory: place, binaries: reachable ? binaries : copied(binaries, join(place, 'native')) };
}

/** Whether every folder on the way may be entered by anybody. */
function isReachable(path: string): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    if (existsSync(folder) && folder !== path && (statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

function placeOutside(directory: string): string {
  const hash = createHash('sha256').update(directory).digest('hex').slice(0, 12);
  return join('/var/lib', `omninode-postgres-${hash}`);
}

function copied(binaries: PostgresBinaries, home: string): PostgresBinaries {
  if (!existsSync(home)) cpSync(binaries.home, home, { recursive: true, verbatimSymlinks: true });
  chmodSync(home, 0o755);
  return { home, initdb: join(home, 'bin/initdb'), postgres: join(home, 'bin/postgres') };
}

function ownerOf(data: string): Required<Account> | undefined {
  if (!existsSync(data)) return undefined;
  const { uid, gid } = statSync(data);
  return uid === 0 ? undefined : { uid, gid };
}

function accountNamed(name: string): Required<Account> | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) };
}
