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

/**
 * The Merkle tree of RFC 9162, section 2.1, over leaves that are hashes already. It holds one hash for each complete
 * subtree, 53 at most, however many leaves there are.
 */
export class MerkleTree {
  /** The hash of each complete subtree, the largest first: one for each bit of the size. */
  readonly #peaks: Buffer[] = [];
  /** A double counts faster than a big integer, and exactly as far as a tree can grow. */
  #size = 0;
  readonly #pathsOf: ReadonlySet<number>;
  /** So far, of the leaves of each complete subtree whose paths are wanted. */
  readonly #paths: (readonly Buffer[][])[] = [];

  /** `pathsOf`: the numbers of the leaves whose inclusion is to be proved, from 1. */
  constructor(...pathsOf: readonly bigint[]) {
    this.#pathsOf = new Set(pathsOf.map(Number));
  }

  /** Goes on where a tree with these peaks was. */
  static from(size: bigint, peaks: Buffer): MerkleTree {
    const tree = new MerkleTree();
    for (let at = 0; at < peaks.length; at += HASH_BYTES) tree.#peaks.push(peaks.subarray(at, at + HASH_BYTES));
    const expected = size.toString(2).replaceAll('0', '').length;
    if (peaks.length !== expected * HASH_BYTES) {
      throw new RangeError(`a tree of ${size} leaves has ${expected} peaks, not ${peaks.length / HASH_BYTES}`);
    }
    tree.#size = Number(size);
    return tree;
  }

  get size(): bigint {
    return BigInt(this.#size);
  }

  /** Of the complete subtrees, the largest first. */
  get peaks(): Buffer {
    return Buffer.concat(this.#peaks);
  }

  add(leaf: Buffer): void {
    this.#size += 1;
    this.#peaks.push(leaf);
    if (this.#pathsOf.size > 0) this.#paths.push(this.#pathsOf.has(this.#size) ? [[]] : []);
    // As many subtrees become one as the size has zeros at its end.
    for (let rest = this.#size; rest % 2 === 0; rest /= 2) this.#join();
  }

  root(): Buffer {
    return this.#peaks.reduceRight((right, left) => nodeHash(left, right));
  }

  /**
   * Of each leaf whose path is wanted, in their order, the hashes beside the way to the root, the leaf's own neighbour
   * first. The tree takes no more leaves after it.
   */
  paths(): readonly (readonly Buffer[])[] {
    while (this.#peaks.length > 1) this.#join();
    return this.#paths[0] ?? [];
  }

  #join(): void {
    const right = this.#peaks.pop()!;
    const left = this.#peaks.pop()!;
    this.#peaks.push(nodeHash(left, right));
    if (this.#pathsOf.size > 0) this.#joinPaths(left, right);
  }

  #joinPaths(left: Buffer, right: Buffer): void {
    const ofRight = this.#paths.pop()!;
    const ofLeft = this.#paths.pop()!;
    for (const path of ofLeft) path.push(right);
    for (const path of ofRight) path.push(left);
    this.#paths.push([...ofLeft, ...ofRight]);
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
