import type { BigIntStats } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeTreeFile, type TreeFile, type TreeStamp } from '#stamping';
import { usage } from '../failure';
import { reasonOf } from '../system-error';
import { CacheFile } from './cache';
import { LineFile } from './line-file';
import { writeManifest } from './manifest-file';
import { OWN_FOLDER, type TreePlace } from './place';

/** The manifest and the cache of a tree while they are written. */
export class Drafts {
  private constructor(
    private readonly place: TreePlace,
    private readonly files: LineFile,
    private readonly cache: CacheFile,
  ) {}

  /** Before the first file is read: the cache must know which files changed since. */
  static async open(place: TreePlace): Promise<Drafts> {
    try {
      await makeFolder(place);
      return new Drafts(place, await LineFile.open(place.manifest), await CacheFile.open(place.cache));
    } catch (error) {
      throw usage(`${place.manifest} cannot be written: ${reasonOf(error)}`);
    }
  }

  async add(file: TreeFile, stats: BigIntStats): Promise<void> {
    await this.files.add(writeTreeFile(file));
    await this.cache.add(file, stats);
  }

  /** What was hashed is known, even where there is nothing to stamp. */
  async commit(stamp: TreeStamp | null): Promise<void> {
    await this.cache.commit();
    if (stamp !== null) await writeManifest(this.place.manifest, stamp, this.files);
  }

  async discard(): Promise<void> {
    await Promise.all([this.files.discard(), this.cache.discard()]);
  }
}

async function makeFolder({ folder, manifest }: TreePlace): Promise<void> {
  const own = dirname(manifest);
  await mkdir(own, { recursive: true });
  // The cache is of this machine; the manifest may be committed.
  if (own === join(folder, OWN_FOLDER)) await writeFile(join(own, '.gitignore'), '*.cache\n');
}
