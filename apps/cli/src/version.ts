import { readFileSync } from 'node:fs';
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
