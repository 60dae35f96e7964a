import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** The folder of the repository's package.json, from the sources as well as from the compiled output. */
export function projectRoot(): string {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
  }
  return process.cwd();
}

/** A path inside the git-ignored folder in which everything local lives: `.local/`. */
export function localPath(...parts: string[]): string {
  return resolve(projectRoot(), '.local', ...parts);
}
