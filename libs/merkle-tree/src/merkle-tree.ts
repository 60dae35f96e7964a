import { blake3 } from '#blake3';

export const HASH_BYTES = 32;

/** No leaf is hashed from bytes that begin with it (RFC 9162, section 2.1.1, keeps leaves and nodes apart so). */
const NODE = 0x01;

/** For each node anew: a tree has as many as leaves. */
const SCRATCH = new Uint8Array(1 + 2 * HASH_BYTES);
SCRATCH[0] = NODE;

export function nodeHash(left: Buffer, right: Buffer): Buffer {
  SCRATCH.set(left, 1);
  SCRATCH.set(right, 1 + HASH_BYTES);
  return blake3(SCRATCH);
}

interface Subtree {
  readonly hash: Buffer;
  /** It has two to this power leaves. */
  readonly height: number;
  /** So far, of its leaves whose paths are wanted. */
  readonly paths: readonly Buffer[][];
}

const NO_PATHS: readonly Buffer[][] = [];

/**
 * The Merkle tree of RFC 9162, section 2.1, over leaves that are hashes already. It holds one hash for each complete
 * subtree, 64 at most, however many leaves there are.
 */
export class MerkleTree {
  readonly #peaks: Subtree[] = [];
  #size = 0n;

  readonly #pathsOf: ReadonlySet<bigint>;

  /** `pathsOf`: the numbers of the leaves whose inclusion is to be proved, from 1. */
  constructor(...pathsOf: readonly bigint[]) {
    this.#pathsOf = new Set(pathsOf);
  }

  /** Goes on where a tree with these peaks was. */
  static from(size: bigint, peaks: Buffer): MerkleTree {
    const tree = new MerkleTree();
    let at = 0;
    for (let height = 63; height >= 0; height--) {
      if (((size >> BigInt(height)) & 1n) === 0n) continue;
      tree.#peaks.push({ hash: peaks.subarray(at, (at += HASH_BYTES)), height, paths: NO_PATHS });
    }
    if (at !== peaks.length) throw new RangeError(`a tree of ${size} leaves has ${at / HASH_BYTES} peaks`);
    tree.#size = size;
    return tree;
  }

  get size(): bigint {
    return this.#size;
  }

  /** Of the complete subtrees, the largest first. */
  get peaks(): Buffer {
    return Buffer.concat(this.#peaks.map(({ hash }) => hash));
  }

  add(leaf: Buffer): void {
    this.#size += 1n;
    const isWanted = this.#pathsOf.size > 0 && this.#pathsOf.has(this.#size);
    this.#peaks.push({ hash: leaf, height: 0, paths: isWanted ? [[]] : NO_PATHS });
    while (this.#peaks.length > 1 && this.#peaks.at(-2)!.height === this.#peaks.at(-1)!.height) this.#join();
  }

  root(): Buffer {
    return this.#peaks.map(({ hash }) => hash).reduceRight((right, left) => nodeHash(left, right));
  }

  /**
   * Of each leaf whose path is wanted, in their order, the hashes beside the way to the root, the leaf's own neighbour
   * first. The tree takes no more leaves after it.
   */
  paths(): readonly (readonly Buffer[])[] {
    while (this.#peaks.length > 1) this.#join();
    return this.#peaks[0]?.paths ?? NO_PATHS;
  }

  #join(): void {
    const right = this.#peaks.pop()!;
    const left = this.#peaks.pop()!;
    for (const path of left.paths) path.push(right.hash);
    for (const path of right.paths) path.push(left.hash);
    this.#peaks.push({
      hash: nodeHash(left.hash, right.hash),
      height: left.height + 1,
      paths: left.paths === NO_PATHS && right.paths === NO_PATHS ? NO_PATHS : [...left.paths, ...right.paths],
    });
  }
}

/**
 * The root of a tree of `size` leaves in which the leaf of this number has this path (RFC 9162, section 2.1.3.2);
 * `null` where the path has too many or too few hashes.
 */
export function rootOf(leaf: Buffer, number: bigint, size: bigint, path: readonly Buffer[]): Buffer | null {
  if (number < 1n || number > size) return null;
  let [index, last, root] = [number - 1n, size - 1n, leaf];
  for (const beside of path) {
    if (last === 0n) return null;
    if ((index & 1n) === 1n || index === last) {
      root = nodeHash(beside, root);
      while (index !== 0n && (index & 1n) === 0n) [index, last] = [index >> 1n, last >> 1n];
    } else root = nodeHash(root, beside);
    [index, last] = [index >> 1n, last >> 1n];
  }
  return last === 0n ? root : null;
}
