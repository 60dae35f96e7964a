import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Dirent } from 'node:fs';
import { GitIgnore } from '../git-ignore';
import { isMissing, reasonOf } from '../system-error';
import { unchecked, type UncheckedFile } from './file-report';
import { isCode } from './languages';

/** Folders that hold what others wrote or tools made; hidden ones are passed over too. */
const PASSED_OVER: ReadonlySet<string> = new Set(['node_modules', 'venv', '__pycache__', 'dist', 'build']);

export interface FoundFile {
  readonly kind: 'file';
  readonly path: string;
}

export type Found = FoundFile | UncheckedFile;

/** What is looked for in folders. */
export interface Search {
  readonly wants: (name: string) => boolean;
  /** Whether what git ignores is passed over. */
  readonly asGit: boolean;
  /** Of the names in a folder, those of folders with a `/` behind them; by code units, without it, unless said. */
  readonly inOrder?: (a: string, b: string) => number;
}

export const CODE: Search = { wants: isCode, asGit: true };

/**
 * The files that `paths` name, each once, in their order: a file as it is, a folder as what is wanted in and below it
 * (code that git does not ignore, unless said otherwise), sorted by name. Links in folders are not followed. What cannot
 * be looked at is found as unchecked.
 */
export async function* findFiles(paths: Iterable<string>, search: Search = CODE): AsyncGenerator<Found> {
  const seen = new Set<string>();
  for (const path of paths) {
    for await (const found of findUnder(path, search)) {
      const whole = resolve(found.path);
      if (seen.has(whole)) continue;
      seen.add(whole);
      yield found;
    }
  }
}

/** The same for one path; nothing of what was found is kept. */
export async function* findUnder(path: string, search: Search): AsyncGenerator<Found> {
  const isFolder = await stat(path).then(
    (stats) => stats.isDirectory(),
    (error: unknown) => error,
  );
  if (isFolder === true) yield* inFolder(path, search, search.asGit ? await GitIgnore.at(path) : undefined);
  else yield isFolder === false ? { kind: 'file', path } : unreadable(path, isFolder);
}

async function* inFolder(folder: string, search: Search, ignored?: GitIgnore): AsyncGenerator<Found> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => unreadable(folder, error));
  if ('problem' in entries) return yield entries;
  for (const entry of entries.sort(orderOf(search))) {
    if (entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    if (ignored?.leavesOut(path, entry.isDirectory()) === true) continue;
    if (entry.isDirectory() && !PASSED_OVER.has(entry.name)) yield* inFolder(path, search, await ignored?.into(path));
    else if (entry.isFile() && search.wants(entry.name)) yield { kind: 'file', path };
  }
}

function orderOf({ inOrder }: Search): (a: Dirent, b: Dirent) => number {
  return inOrder === undefined ? byName : (a, b) => inOrder(withSlash(a), withSlash(b));
}

function withSlash(entry: Dirent): string {
  return entry.isDirectory() ? `${entry.name}/` : entry.name;
}

/** By code units: the same everywhere, whatever the locale. */
function byName({ name: a }: Dirent, { name: b }: Dirent): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What the system said when `path` was to be read. */
export function unreadable(path: string, error: unknown): UncheckedFile {
  if (isMissing(error)) return unchecked(path, 'file_not_found', reasonOf(error));
  return unchecked(path, 'file_unreadable', `it cannot be read: ${reasonOf(error)}`);
}
