import { closeSync, constants, fstatSync, open, read, type BigIntStats } from 'node:fs';
import { promisify } from 'node:util';
import { Blake3Stream } from '#blake3';
import { Refused } from '../stamp/refused';
import { changed, isSame } from '../stamp/stable-file';

/** What may wait for a disk is done beside other work. What the system knows already costs less than to have it done so. */
const [openFile, readFrom] = [promisify(open), promisify(read)];

/** Of a file at once; as many as are in work hold one. */
const CHUNK_BYTES = 262_144;

/** What stands there now must not be a link to elsewhere, nor a pipe that nobody writes into. */
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

export interface HashedFile {
  readonly blake3_hash: string;
  readonly stats: BigIntStats;
}

/** Of any size. Throws a `Refused` for what is no file or changes in the meantime; the system's error otherwise. */
export async function hashFile(path: string): Promise<HashedFile> {
  const file = await openFile(path, FLAGS);
  try {
    const stats = fstatSync(file, { bigint: true });
    if (!stats.isFile()) throw new Refused('file_unreadable', 'it is no file');
    const blake3_hash = await hashOf(file, stats.size);
    if (blake3_hash === null || !isSame(stats, fstatSync(file, { bigint: true }))) throw changed('read');
    return { blake3_hash, stats };
  } finally {
    closeSync(file);
  }
}

/** `null` where it has another size. The buffer has a byte more than a small file: that is read at once. */
async function hashOf(file: number, size: bigint): Promise<string | null> {
  const buffer = Buffer.allocUnsafe(Math.min(Number(size) + 1, CHUNK_BYTES));
  const hash = new Blake3Stream();
  let bytes = 0n;
  while (bytes <= size) {
    const { bytesRead } = await readFrom(file, buffer, 0, buffer.length, null);
    hash.update(buffer.subarray(0, bytesRead));
    bytes += BigInt(bytesRead);
    if (bytesRead < buffer.length) break;
  }
  return bytes === size ? hash.digest() : null;
}
