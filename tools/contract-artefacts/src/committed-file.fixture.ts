import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../local-stack/src/project';

/** Specs look at what is committed: that is what clients get. `drift.spec.ts` holds it to the code. */
export function committedFile(path: string): string {
  return readFileSync(join(projectRoot(), path), 'utf8');
}
