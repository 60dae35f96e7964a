import type { BigIntStats } from 'node:fs';
import { BLAKE3_HEX, isObject } from '#contracts';
import { MAX_LINE_BYTES, type TreeFile } from '#stamping';
import { LineFile } from './line-file';
import { textLines } from './text-lines';

/** A file that was hashed, and what the system said of it then. */
export interface CachedFile extends TreeFile {
  readonly state: string;
}

const FORMAT = 'omninode tree cache 1';

type Stats = Pick<BigIntStats, 'size' | 'mtimeNs' | 'ctimeNs' | 'ino' | 'dev'>;

/** What changes with a file: its size, both times, and which file it is. */
export function stateOf({ size, mtimeNs, ctimeNs, ino }: Stats): string {
  return `${size} ${mtimeNs} ${ctimeNs} ${ino}`;
}

/** What is known from the last time; nothing where there is no cache, and no more from a line on that is none of ours. */
export async function* cachedFiles(path: string): AsyncGenerator<CachedFile> {
  let isFirst = true;
  try {
    for await (const line of textLines(path, MAX_LINE_BYTES)) {
      const value: unknown = JSON.parse(line);
      const file = cachedIn(value);
      if (isFirst ? !isObject(value) || value['format'] !== FORMAT : file === undefined) return;
      if (file !== undefined) yield file;
      isFirst = false;
    }
  } catch {
    // Nothing depends on it but time.
  }
}

function cachedIn(value: unknown): CachedFile | undefined {
  if (!isObject(value)) return undefined;
  const { path, blake3_hash, state } = value;
  if (typeof path !== 'string' || typeof blake3_hash !== 'string' || typeof state !== 'string') return undefined;
  return BLAKE3_HEX.test(blake3_hash) ? { path, blake3_hash, state } : undefined;
}

/** Time stamps of other file systems may be as coarse as this (FAT's are), and their clock another one. */
const COARSEST_NS = 2_000_000_000n;

/**
 * Writes a cache. Kept are files that were last changed before it was begun, by the clock of the file system: whatever
 * changes one from then on gets a later time. The time of another may stay the same when it is changed once more, so it
 * is hashed again (git calls such entries racy).
 */
export class CacheFile {
  private constructor(
    private readonly lines: LineFile,
    private readonly begun: Stats,
  ) {}

  static async open(path: string): Promise<CacheFile> {
    const lines = await LineFile.open(path);
    await lines.add(JSON.stringify({ format: FORMAT }));
    await lines.flush();
    return new CacheFile(lines, await lines.handle.stat({ bigint: true }));
  }

  async add(file: TreeFile, stats: Stats): Promise<void> {
    if (!this.#isSettled(stats)) return;
    const { path, blake3_hash } = file;
    await this.lines.add(JSON.stringify({ path, blake3_hash, state: stateOf(stats) }));
  }

  commit(): Promise<void> {
    return this.lines.commit();
  }

  discard(): Promise<void> {
    return this.lines.discard();
  }

  #isSettled({ mtimeNs, ctimeNs, dev }: Stats): boolean {
    const before = this.begun.mtimeNs - (dev === this.begun.dev ? 0n : COARSEST_NS);
    return mtimeNs < before && ctimeNs < before;
  }
}
