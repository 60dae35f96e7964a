import { realpath } from 'node:fs/promises';
import type { Arguments } from '../arguments';
import { EXIT, usage } from '../failure';
import { inOrder } from '../in-order';
import { oneLine } from '../printable';
import { unlessEnded, type Session } from '../session';
import { isMissing, reasonOf } from '../system-error';
import { findFiles, type Found } from '../validate/find-files';
import { listedPaths } from '../validate/paths';
import { isBeside } from './beside';
import { Refused, type RefusedCode } from './refused';
import { showResults } from './show-results';
import type { Shown } from './tally';

/** Files in work at once. Hashing is fast; what takes time is the disk. */
export const FILES_AT_ONCE = 16;

export interface RefusedFile {
  readonly path: string;
  readonly error: { readonly code: RefusedCode; readonly message: string };
}

/**
 * Does `work` with each file that the arguments name, some at once, and shows the results in the order of the files;
 * with JSON as one object, a file a line. Ends with the worst exit code of a file.
 */
export async function eachFile<Result extends { readonly path: string }>(
  typed: Arguments,
  session: Session,
  work: (path: string) => Promise<Result>,
  show: (result: Result) => Shown,
): Promise<number> {
  const files = await unlessEnded(session.signal, filesOf(typed, session));
  const started = new Set<Promise<unknown>>();
  const results = inOrder(each(files), FILES_AT_ONCE, (found) => {
    const result = resultOf(found, work).finally(() => started.delete(result));
    started.add(result);
    return result;
  });
  try {
    return await showResults(shown(results, show, session), files.length, typed, session);
  } finally {
    // Nothing is left half done beside a file.
    await Promise.allSettled(started);
  }
}

async function* shown<Result extends { readonly path: string }>(
  results: AsyncIterable<Result | RefusedFile>,
  show: (result: Result) => Shown,
  session: Session,
): AsyncGenerator<Shown> {
  for await (const result of results) yield 'error' in result ? showRefused(result, session) : show(result);
}

/** The files that are named or found, each once, whatever leads to it. */
async function filesOf(typed: Arguments, session: Session): Promise<readonly Found[]> {
  const words = typed.all();
  const list = typed.text('files-from');
  if (words.length === 0 && list === undefined) throw usage('say which files: their names, folders, or --files-from');
  if (words.includes('-')) throw usage('- is no file; --files-from - reads the names of files from standard input');
  const paths = await listedPaths(words, list, session.input as AsyncIterable<Buffer>);
  const found = new Map<string, Found>();
  for await (const each of findFiles(paths, { wants: () => true, asGit: true })) {
    session.signal.throwIfAborted();
    const real = await realpath(each.path).catch(() => each.path);
    if (!isBeside(real) && !found.has(real)) found.set(real, each);
  }
  return [...found.values()];
}

async function* each(files: readonly Found[]): AsyncGenerator<Found> {
  yield* files;
}

async function resultOf<Result>(found: Found, work: (path: string) => Promise<Result>): Promise<Result | RefusedFile> {
  const { path } = found;
  if (found.kind !== 'file') return { path, error: found.problem as RefusedFile['error'] };
  try {
    return await work(path);
  } catch (error) {
    return { path, error: refusalOf(error) };
  }
}

export function refusalOf(error: unknown): RefusedFile['error'] {
  if (error instanceof Refused) return { code: error.code, message: error.message };
  if (isMissing(error)) return { code: 'file_not_found', message: reasonOf(error) };
  if (error instanceof Error && 'syscall' in error) return { code: 'file_unreadable', message: reasonOf(error) };
  throw error;
}

export function showRefused({ path, error }: RefusedFile, { paint }: Session): Shown {
  return {
    text: `${paint('red', '✗')} ${oneLine(path)}: ${oneLine(error.message)}`,
    json: { path, error },
    exitCode: EXIT.usage,
    counted: 'not_done',
  };
}
