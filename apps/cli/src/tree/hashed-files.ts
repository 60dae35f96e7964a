import { lstatSync, type BigIntStats } from 'node:fs';
import { inPairs, type TreeFile } from '#stamping';
import { inOrder } from '../in-order';
import { FILES_AT_ONCE, refusalOf, type RefusedFile } from '../stamp/each-file';
import { stateOf, type CachedFile } from './cache';
import { foundFiles, type FoundFile } from './found-files';
import { hashFile } from './hash-file';
import type { TreePlace } from './place';

export interface HashedTreeFile extends TreeFile {
  readonly stats: BigIntStats;
  /** Whether it was read; otherwise the cache knew it. */
  readonly isRead: boolean;
}

/**
 * The files of a tree with their hashes, in the order of their paths, some read at once. Not read are those which are,
 * by size, times and number, what the cache says.
 */
export async function* hashedFiles(
  place: TreePlace,
  cached: AsyncIterable<CachedFile>,
): AsyncGenerator<HashedTreeFile | RefusedFile> {
  const started = new Set<Promise<unknown>>();
  try {
    yield* inOrder(withCached(place, cached), FILES_AT_ONCE, ([found, known]) => {
      const hashed = hashOne(found, known).finally(() => started.delete(hashed));
      started.add(hashed);
      return hashed;
    });
  } finally {
    await Promise.allSettled(started);
  }
}

type Found = FoundFile | RefusedFile;

async function* withCached(
  place: TreePlace,
  cached: AsyncIterable<CachedFile>,
): AsyncGenerator<readonly [Found, CachedFile | undefined]> {
  for await (const { left, right } of inPairs(foundFiles(place), cached)) if (left !== undefined) yield [left, right];
}

async function hashOne(found: Found, cached: CachedFile | undefined): Promise<HashedTreeFile | RefusedFile> {
  if ('error' in found) return found;
  const { path, file } = found;
  try {
    const stats = cached && lstatSync(file, { bigint: true });
    if (cached !== undefined && stats !== undefined && stateOf(stats) === cached.state)
      return { path, blake3_hash: cached.blake3_hash, stats, isRead: false };
    return { path, ...(await hashFile(file)), isRead: true };
  } catch (error) {
    return { path, error: refusalOf(error) };
  }
}
