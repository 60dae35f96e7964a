import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { PostgresBinaries } from '../../tools/local-stack/src/postgres-binaries';

/** A server that is installed with its tools; pg_dump refuses to read from one that is newer than itself. */
export interface PostgresWithTools extends PostgresBinaries {
  readonly pgDump: string;
  readonly pgRestore: string;
}

/** Debian's folders hold all programs of one version. */
const DEBIAN = '/usr/lib/postgresql';

export function findPostgresWithTools(): PostgresWithTools | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(DEBIAN, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(':'),
  ];
  const programs = ['initdb', 'postgres', 'pg_dump', 'pg_restore'];
  const home = folders.find((folder) => programs.every((program) => existsSync(join(folder, program))));
  if (home === undefined) return undefined;
  const [initdb, postgres, pgDump, pgRestore] = programs.map((program) => join(home, program)) as [
    string,
    string,
    string,
    string,
  ];
  return { home, initdb, postgres, pgDump, pgRestore };
}
