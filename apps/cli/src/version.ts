import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Read here and not from `#operations`, which would load the framework for `omni --version`. */
export function programVersion(): string {
  const folder = resolve(__dirname, '../../..');
  const manifest = join(folder.replace(/[/\\]dist$/, ''), 'package.json');
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}
