import { relative, resolve, sep } from 'node:path';
import { FileTree, ManifestFault, writeTreeProof, type TreeProof } from '#stamping';
import type { Arguments } from '../arguments';
import { EXIT, Failure } from '../failure';
import { oneLine } from '../printable';
import type { Session } from '../session';
import { openManifest } from './manifest-file';
import { placeOf } from './place';

/** `omni stamp --tree --prove`: prints the proof that a file is in the tree, as its manifest has it. */
export async function proveFile(typed: Arguments, session: Session): Promise<number> {
  const { folder, manifest } = await placeOf(typed);
  const named = typed.text('prove') ?? '';
  const path = relative(folder, resolve(named)).split(sep).join('/');
  const proof = await proofOf(manifest, path).catch((error: unknown) => {
    if (error instanceof ManifestFault) throw new Failure('no', `${error.code}: ${manifest}: ${error.message}`);
    throw error;
  });
  if (proof === undefined) throw new Failure('no', `${oneLine(path)} is not in the tree, as it was stamped`);
  await session.print(writeTreeProof(proof));
  return EXIT.ok;
}

/** Reads the manifest twice: what is kept is the proof. */
async function proofOf(manifest: string, path: string): Promise<TreeProof | undefined> {
  let [index, at] = [-1, 0];
  for await (const file of (await openManifest(manifest)).files) {
    if (file.path === path) index = at;
    at += 1;
  }
  if (index === -1) return undefined;
  const { stamp, files } = await openManifest(manifest);
  const tree = new FileTree(index);
  let blake3_hash = '';
  for await (const file of files) {
    if (file.path === path) blake3_hash = file.blake3_hash;
    tree.add(file);
  }
  return { ...stamp, path, blake3_hash, index, proof: tree.proofs()[0] ?? [] };
}
