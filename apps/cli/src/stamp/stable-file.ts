import { randomUUID } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import { open, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Refused } from './refused';

/** As much as upstream stamps. */
export const MAX_FILE_BYTES = 104_857_600;

/** A file as it was read: whole, or not at all. */
export interface StableFile {
  /** Where it really is, behind links. */
  readonly path: string;
  readonly bytes: Buffer;
  readonly stats: BigIntStats;
}

/** Throws a `Refused` for what is no file, is too large, or changes in the meantime; the system's error otherwise. */
export async function readStable(path: string): Promise<StableFile> {
  const real = await realpath(path);
  const handle = await open(real, 'r');
  try {
    const stats = await handle.stat({ bigint: true });
    if (!stats.isFile()) throw new Refused('file_unreadable', 'it is no file');
    if (stats.size > MAX_FILE_BYTES) throw new Refused('file_too_large', `it has more than ${MAX_FILE_BYTES} bytes`);
    const bytes = await handle.readFile();
    if (!isSame(stats, await handle.stat({ bigint: true })) || BigInt(bytes.length) !== stats.size)
      throw changed('read');
    return { path: real, bytes, stats };
  } finally {
    await handle.close();
  }
}

/**
 * Puts other bytes in the place of a file that was read, at once: readers see the old file or the new one. Mode and, as
 * far as the system lets us, owner stay. Throws a `Refused` when the file is not what was read any more.
 */
export async function replaceFile({ path, stats }: StableFile, bytes: Uint8Array): Promise<void> {
  await writeAtOnce(path, bytes, 0o600, async (handle) => {
    await handle.chown(Number(stats.uid), Number(stats.gid)).catch(() => undefined);
    await handle.chmod(Number(stats.mode & 0o7777n));
    if (!isSame(stats, await stat(path, { bigint: true }))) throw changed('stamped');
  });
}

/** Writes a file that may be there or not; `prepare` may still prevent it. */
export async function writeAtOnce(
  path: string,
  bytes: Uint8Array,
  mode = 0o666,
  prepare: (handle: FileHandle) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const draft = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);
  const handle = await open(draft, 'wx', mode);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
    await prepare(handle);
    await handle.close();
    await rename(draft, path);
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(draft, { force: true });
    throw error;
  }
}

export function isSame(a: BigIntStats, b: BigIntStats): boolean {
  return a.ino === b.ino && a.dev === b.dev && a.size === b.size && a.mtimeNs === b.mtimeNs;
}

export function changed(doing: string): Refused {
  return new Refused('file_changed', `it changed while it was ${doing}`);
}
