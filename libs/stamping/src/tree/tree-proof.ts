import { isObject } from '#contracts';
import { rootFrom, type Place, type TreeFile } from './file-tree';
import { isHash, parsed, treeFileIn, treeStampIn, writeTreeStamp, type TreeStamp } from './manifest';

/** That a file is in a tree. It needs neither the tree nor the other files. */
export interface TreeProof extends TreeFile, TreeStamp, Place {}

/** As JSON on one line. */
export function writeTreeProof({ path, blake3_hash, index, proof, ...stamp }: TreeProof): string {
  return JSON.stringify({ ...(JSON.parse(writeTreeStamp(stamp)) as object), path, blake3_hash, index, proof });
}

/** `undefined` where the text is no proof. */
export function readTreeProof(text: string): TreeProof | undefined {
  const value = parsed(text);
  const [stamp, file] = [treeStampIn(value), treeFileIn(value)];
  if (stamp === undefined || file === undefined || !isObject(value)) return undefined;
  const { index, proof } = value;
  if (!Number.isSafeInteger(index) || !Array.isArray(proof) || !proof.every(isHash)) return undefined;
  return { ...stamp, ...file, index: index as number, proof };
}

/** Whether it leads from the file that it names to the root that it names. */
export function isSoundProof(proof: TreeProof): boolean {
  return rootFrom(proof, proof) === proof.root_hash;
}
