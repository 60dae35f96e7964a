import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blake3Hex } from '#blake3';
import { cachedFiles, CacheFile, stateOf } from './cache';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cache-'));
});

afterEach(() => rm(folder, { recursive: true }));

const SECOND = 1_000_000_000n;
const FILE = { path: 'a', blake3_hash: blake3Hex('1') };

/** What a cache that is begun now keeps of a file that was changed so long before. */
async function kept(mtimeBefore: bigint, ctimeBefore: bigint, otherDevice = false) {
  const path = join(folder, 'cache');
  const cache = await CacheFile.open(path);
  // Its draft was made in the folder just now.
  const { size, ino, dev, mtimeNs } = await stat(folder, { bigint: true });
  const times = { mtimeNs: mtimeNs - mtimeBefore, ctimeNs: mtimeNs - ctimeBefore };
  const stats = { size, ino, dev: otherDevice ? dev + 1n : dev, ...times };
  await cache.add(FILE, stats);
  await cache.commit();
  const files = [];
  for await (const file of cachedFiles(path)) files.push(file);
  expect([[], [{ ...FILE, state: stateOf(stats) }]]).toContainEqual(files);
  return files.length === 1;
}

describe('the cache of a tree', () => {
  it('keeps a file that was changed before it was begun, and no other', async () => {
    expect(await kept(SECOND, SECOND)).toBe(true);
    expect(await kept(-SECOND, SECOND)).toBe(false);
    expect(await kept(SECOND, -SECOND)).toBe(false);
  });

  it('keeps a file of another file system when it is older than the coarsest clock', async () => {
    expect(await kept(3n * SECOND, 3n * SECOND, true)).toBe(true);
    expect(await kept(SECOND, SECOND, true)).toBe(false);
  });

  it('does not keep a file that is changed in the moment in which it is begun', async () => {
    for (let round = 0; round < 50; round++) {
      const cache = await CacheFile.open(join(folder, 'cache'));
      await writeFile(join(folder, 'a'), String(round));
      await cache.add(FILE, await stat(join(folder, 'a'), { bigint: true }));
      await cache.commit();
      for await (const file of cachedFiles(join(folder, 'cache'))) expect(file).toBeUndefined();
    }
  });

  it('is empty where there is none', async () => {
    for await (const file of cachedFiles(join(folder, 'none'))) expect(file).toBeUndefined();
  });
});
