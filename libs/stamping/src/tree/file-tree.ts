import { blake3 } from '#blake3';
import { HASH_BYTES, MerkleTree, rootOf } from '#merkle-tree';
import { comparePaths } from './tree-path';

/** A file of a tree: all that the root depends on. */
export interface TreeFile {
  /** From the root of the tree, with `/` (`pathFault`). */
  readonly path: string;
  /** Of its exact bytes: 64 lower-case hex digits. */
  readonly blake3_hash: string;
}

/** Neither begins like the other, nor like a node of the Merkle tree. */
const FILE = Buffer.from('omninode tree file 1\n');
const ROOT = Buffer.from('omninode tree root 1\n');

/** The hash of its bytes stands first: it has one length, so nothing of the path can be taken for it. */
function leafOf({ path, blake3_hash }: TreeFile): Buffer {
  return blake3(Buffer.concat([FILE, Buffer.from(blake3_hash, 'hex'), Buffer.from(path)]));
}

/** With the number of files, as paths in a Merkle tree prove nothing where it is not certain (RFC 9162, section 2.1.3.2). */
function sealed(count: bigint, root: Buffer): string {
  const bytes = Buffer.concat([ROOT, Buffer.alloc(8), root]);
  bytes.writeBigUInt64BE(count, ROOT.length);
  return blake3(bytes).toString('hex');
}

/** A file that does not come behind the one before it, by the bytes of their paths: then a tree would have many roots. */
export class UnorderedFiles extends RangeError {
  constructor(readonly path: string) {
    super(`${JSON.stringify(path)} does not come behind the file before it`);
    this.name = 'UnorderedFiles';
  }
}

/** One hash over files that come in the order of `comparePaths`, each once; it holds none of them. */
export class FileTree {
  readonly #tree: MerkleTree;
  #last: string | null = null;

  /** `proofsOf`: the indexes of files that are to be proved, from 0. */
  constructor(...proofsOf: readonly number[]) {
    this.#tree = new MerkleTree(...proofsOf.map((index) => BigInt(index) + 1n));
  }

  get count(): number {
    return Number(this.#tree.size);
  }

  /** Throws an `UnorderedFiles`. */
  add(file: TreeFile): void {
    if (this.#last !== null && comparePaths(this.#last, file.path) >= 0) throw new UnorderedFiles(file.path);
    this.#last = file.path;
    this.#tree.add(leafOf(file));
  }

  /** 64 lower-case hex digits. Throws a `RangeError` where there is no file. */
  root(): string {
    if (this.count === 0) throw new RangeError('a tree without files has no root');
    return sealed(this.#tree.size, this.#tree.root());
  }

  /** In the order of the files, each 64 lower-case hex digits a hash; the tree takes no more files after it. */
  proofs(): readonly (readonly string[])[] {
    return this.#tree.paths().map((path) => path.map((hash) => hash.toString('hex')));
  }
}

/** Where a file stands in a tree. */
export interface Place {
  /** From 0, in the order of the paths. */
  readonly index: number;
  readonly file_count: number;
  /** The hashes beside the way to the root. */
  readonly proof: readonly string[];
}

/** The root of the tree in which the file stands at that place; `null` where there can be none. */
export function rootFrom(file: TreeFile, { index, file_count, proof }: Place): string | null {
  const hashes = proof.map((hash) => Buffer.from(hash, 'hex'));
  if (hashes.some(({ length }) => length !== HASH_BYTES)) return null;
  const root = rootOf(leafOf(file), BigInt(index) + 1n, BigInt(file_count), hashes);
  return root && sealed(BigInt(file_count), root);
}
