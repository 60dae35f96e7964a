import { readdirSync, statSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';

interface Kept {
  readonly path: string;
  readonly used: number;
  readonly bytes: number;
}

/** Removes files of the folders in `folder` that were last used before `since`, then the oldest beyond `mostBytes`. */
export function trimFolder(folder: string, since: number, mostBytes: number): void {
  let bytes = 0;
  for (const file of filesIn(folder).sort((a, b) => b.used - a.used)) {
    bytes += file.bytes;
    if (file.used < since || bytes > mostBytes) remove(file.path);
  }
}

function filesIn(folder: string): Kept[] {
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.flatMap(({ name }) =>
    readdirSync(join(folder, name)).flatMap((file) => factsOf(join(folder, name, file))),
  );
}

/** Another run may be trimming, too. */
function factsOf(path: string): readonly Kept[] {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isFile() === true ? [{ path, used: stats.mtimeMs, bytes: stats.size }] : [];
}

function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It is gone.
  }
}
