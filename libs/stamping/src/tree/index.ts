export { FileTree, rootFrom, UnorderedFiles, type Place, type TreeFile } from './file-tree';
export { inPairs, type Pair } from './in-pairs';
export {
  ManifestFault,
  MAX_LINE_BYTES,
  readTreeFiles,
  readTreeStamp,
  writeTreeFile,
  writeTreeStamp,
  type TreeStamp,
} from './manifest';
export { stampTree, TREE_TYPE } from './stamp-tree';
export { comparePaths, pathFault } from './tree-path';
export { isSoundProof, readTreeProof, writeTreeProof, type TreeProof } from './tree-proof';
