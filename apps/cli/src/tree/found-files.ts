import { relative, sep } from 'node:path';
import { comparePaths, pathFault, SIDECAR } from '#stamping';
import type { RefusedFile } from '../stamp/each-file';
import { findUnder } from '../validate/find-files';
import type { TreePlace } from './place';

export interface FoundFile {
  /** From the root of the tree, with `/`. */
  readonly path: string;
  /** Where it is. */
  readonly file: string;
}

/**
 * The files of a tree in the order of their paths, found as `omni stamp` finds them in a folder; nothing of them is kept.
 * Not among them: the manifest and what is kept beside it.
 */
export async function* foundFiles({ folder, manifest, cache }: TreePlace): AsyncGenerator<FoundFile | RefusedFile> {
  const search = { wants: (name: string) => !name.endsWith(SIDECAR), asGit: true, inOrder: comparePaths };
  let last: string | null = null;
  for await (const found of findUnder(folder, search)) {
    if (found.path === manifest || found.path === cache) continue;
    const path = relative(folder, found.path).split(sep).join('/');
    if (found.kind !== 'file') yield { path, error: found.problem as RefusedFile['error'] };
    else yield placed(path, found.path, last);
    last = path;
  }
}

function placed(path: string, file: string, last: string | null): FoundFile | RefusedFile {
  // Names that are not UTF-8 are read with U+FFFD in the place of bytes, and then two can be one.
  const fault = path === last ? 'must be UTF-8' : pathFault(path);
  return fault === null ? { path, file } : { path, error: { code: 'path_invalid', message: `its path ${fault}` } };
}
