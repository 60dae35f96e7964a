import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { blake3 } from '@napi-rs/blake-hash';

/** What a build leaves behind: the versions of all engines; in packages and images the commit, else a state of all sources. */
const LEFT_BEHIND = ['package.json', 'dist/commit', 'dist/.tsbuildinfo'];

/** Differs where the program in `folder` may answer something else. */
export function buildMark(folder: string): string {
  return blake3(JSON.stringify(LEFT_BEHIND.map((file) => textOf(join(folder, file))))).toString('hex');
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
