export { HASH_BYTES, MerkleTree, nodeHash, rootOf } from './merkle-tree';
