import type { MerkleTree } from '#merkle-tree';
import type { Query } from '#storage';
import { readLinks } from './chain-pages';

/** Adds the links of the chain behind those the tree has, until it has `size`; answers whether all of them are there. */
export async function growTree(query: Query, tree: MerkleTree, size: bigint): Promise<boolean> {
  while (tree.size < size) {
    const links = await readLinks(query, tree.size, size);
    if (links.length === 0) return false;
    for (const { number, hash } of links) {
      if (number !== tree.size + 1n) return false;
      tree.add(hash);
    }
  }
  return true;
}
