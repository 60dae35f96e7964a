import type { Command, Run } from '../command';

const TREE: Command['options'] = {
  tree: { type: 'string', value: 'DIR', says: 'a whole folder as one hash over all its files; see below' },
  manifest: { type: 'string', of: ['--tree'], value: 'FILE', says: 'default DIR/.onex/tree.jsonl' },
};

const ROOT = {
  root: { type: 'string', of: ['--tree', '--proof'], value: 'HASH', says: 'the root that tree or proof must have' },
} as const satisfies Command['options'];

export const STAMP_TREE: Command['options'] = {
  ...TREE,
  rehash: {
    type: 'boolean',
    of: ['--tree'],
    says: 'reads all files, also those that have not changed since the last time',
  },
  prove: { type: 'string', of: ['--tree'], value: 'FILE', says: 'prints the proof that FILE is in it; stamps nothing' },
};

export const VERIFY_TREE: Command['options'] = {
  ...TREE,
  cached: { type: 'boolean', of: ['--tree'], says: 'reads only files that have changed since they were stamped' },
  proof: { type: 'string', not: ['--tree'], value: 'PROOF', says: 'whether FILE is what stamp --prove proved' },
  ...ROOT,
};

export const STAMP_TREE_NOTES = [
  '--tree writes a manifest: the root, and a line for each file. A file that has changed since is read, others are not.',
  '  To have the root stamped by the bridge: omni request stamp-tree.',
] as const;

export const VERIFY_TREE_NOTES = [
  'Answers of --tree: valid, changed, missing, added. Of --proof: valid, content_mismatch, proof_altered, root_mismatch,',
  '  namespace_mismatch, proof_unreadable.',
] as const;

/** `omni stamp`, of files or of a tree. */
export const stampAny: Run = async (typed, session) => {
  if (typed.text('tree') === undefined) return (await import('../stamp/stamp.js')).stamp(typed, session);
  if (typed.text('prove') === undefined) return (await import('./stamp-tree.js')).stampTree(typed, session);
  return (await import('./prove-file.js')).proveFile(typed, session);
};

/** `omni verify`, of files, of a tree, or of a file that is proved to be in one. */
export const verifyAny: Run = async (typed, session) => {
  if (typed.text('tree') !== undefined) return (await import('./verify-tree.js')).verifyTree(typed, session);
  if (typed.text('proof') !== undefined) return (await import('./verify-proof.js')).verifyProof(typed, session);
  return (await import('../stamp/verify.js')).verify(typed, session);
};
