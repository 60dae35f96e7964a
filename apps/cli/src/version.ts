import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The folder of the project that this is part of, also when this is compiled. */
export function projectFolder(): string {
  return resolve(__dirname, '../../..').replace(/[/\\]dist$/, '');
}

/** Read here and not from `#operations`, which would load the framework for `omni --version`. */
export function programVersion(): string {
  const manifest = join(projectFolder(), 'package.json');
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}

/** `omni 1.2.3 (0123456789ab)`; without the commit where nothing says which it was. */
export function versionLine(): string {
  const commit = commitOf(projectFolder());
  return `omni ${programVersion()}${commit === undefined ? '' : ` (${commit})`}`;
}

/** The commit that the program in `folder` was made of: as packages and images have it written, else as git says. */
export function commitOf(folder: string): string | undefined {
  const written = join(folder, 'dist', 'commit');
  if (existsSync(written)) return readFileSync(written, 'utf8').trim() || undefined;
  // Elsewhere git would answer for a repository around it.
  if (!existsSync(join(folder, '.git'))) return undefined;
  try {
    return execFileSync('git', ['rev-parse', '--short=12', 'HEAD'], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return undefined;
  }
}
