import * as fc from 'fast-check';
import { blake3Hex } from '#blake3';
import { FileTree, type TreeFile } from './file-tree';
import { comparePaths } from './tree-path';

const part = fc.stringMatching(/^[-a-z._ é中\u{1f600}\uffee]{1,4}$/u).filter((name) => name !== '.' && name !== '..');
const path = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
const hash = fc.nat({ max: 5 }).map((content) => blake3Hex(`content ${content}`));

/** Trees as projects have them: in order, each path once. */
export const trees: fc.Arbitrary<readonly TreeFile[]> = fc
  .uniqueArray(fc.record({ path, blake3_hash: hash }), { selector: (file) => file.path, minLength: 1, maxLength: 40 })
  .map((files) => files.toSorted((a, b) => comparePaths(a.path, b.path)));

export function treeOf(files: readonly TreeFile[], ...proofsOf: readonly number[]): FileTree {
  const tree = new FileTree(...proofsOf);
  for (const file of files) tree.add(file);
  return tree;
}

export async function* each<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}
